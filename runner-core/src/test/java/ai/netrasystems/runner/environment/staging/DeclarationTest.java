package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.DeclarationRule;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.jr.ob.JSON;

@Tag("unit")
class DeclarationTest {
    private static final URI ORIGIN = URI.create("https://staging.netrasystems.ai");
    private static final Challenge CHALLENGE = Challenge.to(ORIGIN, new SecureRandom());
    private static final DeclarationRule PLAIN = new DeclarationRule(List.of("staging"), List.of(), Optional.empty());
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final String GOOD =
            "{\"schema\":1,\"origin\":\"https://staging.netrasystems.ai\",\"environment\":\"staging\",\"build\":\"4f2c1\"}";

    @Example
    void a_declaration_may_have_more_fields_than_are_known() {
        String more = GOOD.replace("\"build\"", "\"region\":[1,{\"a\":null}],\"build\"");

        assertThat(accepted(more)).isTrue();
        assertThat(accepted(GOOD)).isTrue();
    }

    @Example
    void what_stands_behind_a_declaration_makes_it_none() {
        assertThat(accepted(GOOD + GOOD)).isFalse();
        assertThat(accepted(GOOD + "<html>")).isFalse();
        assertThat(accepted("null")).isFalse();
        assertThat(accepted(GOOD + "\r\n")).isTrue();
    }

    @Property(tries = 1_000)
    void only_the_four_right_fields_are_accepted(@ForAll("fields") Map<String, Object> fields) {
        boolean right = Integer.valueOf(1).equals(fields.get("schema"))
                && ORIGIN.toString().equals(fields.get("origin"))
                && "staging".equals(fields.get("environment"))
                && "4f2c1".equals(fields.get("build"));

        assertThat(accepted(JSON.std.asString(fields))).isEqualTo(right);
    }

    @Property(tries = 1_000)
    void no_other_text_is_accepted_or_throws(@ForAll String body, @ForAll @IntRange(min = 100, max = 599) int status) {
        Answer.Came answer = new Answer.Came(status, "text/plain", body, false);

        assertThat(Declaration.judge(CHALLENGE, answer, PLAIN, NOW)
                        .<Boolean>fold(yes -> true, silent -> true, no -> false))
                .isFalse();
    }

    @Property(tries = 500)
    void a_declaration_cut_anywhere_is_none(@ForAll @IntRange(min = 0, max = 98) int length) {
        assertThat(accepted(GOOD.substring(0, Math.min(length, GOOD.length() - 1))))
                .isFalse();
    }

    @Example
    void each_question_has_a_challenge_of_its_own() {
        SecureRandom random = new SecureRandom();
        Set<URI> questions = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            URI question = Challenge.to(ORIGIN, random).url();
            assertThat(question.toString())
                    .matches("https://staging\\.netrasystems\\.ai/\\.well-known/test-target\\?nonce="
                            + "[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");
            questions.add(question);
        }
        assertThat(questions).hasSize(100);
    }

    private static boolean accepted(String body) {
        return Declaration.judge(CHALLENGE, new Answer.Came(200, "application/json", body, false), PLAIN, NOW)
                .fold(yes -> yes.build().equals("4f2c1"), silent -> false, no -> false);
    }

    @Provide
    Arbitrary<Map<String, Object>> fields() {
        return Combinators.combine(
                        values(1, 0, 2, "1", true, 1.0),
                        values(
                                ORIGIN.toString(),
                                "https://staging.netrasystems.ai:443",
                                "https://x.netrasystems.ai",
                                1),
                        values("staging", "production", "Staging", "stagingx", List.of("staging")),
                        values("4f2c1", "", "a b", 7, List.of()))
                .as((schema, origin, environment, build) -> {
                    Map<String, Object> all = new LinkedHashMap<>();
                    put(all, "schema", schema);
                    put(all, "origin", origin);
                    put(all, "environment", environment);
                    put(all, "build", build);
                    return all;
                });
    }

    private static void put(Map<String, Object> all, String name, Object value) {
        if (!value.equals(ABSENT)) {
            all.put(name, value);
        }
    }

    private static final String ABSENT = "<absent>";

    /** The right value half of the time, so that all four are right often enough to mean something. */
    private static Arbitrary<Object> values(Object right, Object... wrong) {
        return Arbitraries.oneOf(
                Arbitraries.just(right),
                Arbitraries.just(right),
                Arbitraries.of(Arrays.asList(wrong)),
                Arbitraries.just(ABSENT));
    }
}
