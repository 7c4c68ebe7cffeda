package ai.netrasystems.goldenpath.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.backend.SubprotocolNegotiation.Accepted;
import ai.netrasystems.goldenpath.backend.SubprotocolNegotiation.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

// Two engines run this class, each with a tag annotation of its own.
@Tag("unit")
@net.jqwik.api.Tag("unit")
class SubprotocolNegotiationTest {

    private static final String TOKEN = "header.claims.signature";
    private static final String CARRIER = "jwt." + encoded(TOKEN);

    @Test
    void takes_the_token_from_the_offer_and_echoes_the_plain_value() {
        assertThat(negotiated("jwt-auth, " + CARRIER + ", e2e-testing")).isEqualTo(new Accepted("jwt-auth", TOKEN));
    }

    @Test
    void echoes_e2e_testing_where_jwt_auth_is_not_offered_though_the_token_comes_first() {
        assertThat(negotiated(CARRIER + ",e2e-testing")).isEqualTo(new Accepted("e2e-testing", TOKEN));
    }

    @Test
    void reads_several_header_lines_as_one_list() {
        assertThat(SubprotocolNegotiation.of(List.of(CARRIER, "\t,e2e-testing ,", "jwt-auth"), null))
                .isEqualTo(new Accepted("jwt-auth", TOKEN));
    }

    @Test
    void takes_the_token_from_the_authorization_header_too() {
        assertThat(SubprotocolNegotiation.of(List.of("e2e-testing"), "Bearer " + TOKEN))
                .isEqualTo(new Accepted("e2e-testing", TOKEN));
    }

    @Test
    void prefers_the_offered_token_because_a_load_balancer_may_change_the_header() {
        assertThat(SubprotocolNegotiation.of(List.of("jwt-auth," + CARRIER), "Bearer other"))
                .isEqualTo(new Accepted("jwt-auth", TOKEN));
    }

    @Test
    void is_401_without_a_token_or_with_one_that_cannot_be_decoded() {
        assertThat(status(negotiated("jwt-auth"))).isEqualTo(401);
        assertThat(status(negotiated("jwt-auth, jwt."))).isEqualTo(401);
        assertThat(status(negotiated("jwt-auth, jwt.a"))).isEqualTo(401);
        assertThat(status(negotiated("jwt-auth, jwt.a+b"))).isEqualTo(401);
        assertThat(status(negotiated("jwt-auth, jwt." + encoded("with blank "))))
                .isEqualTo(401);
        assertThat(status(negotiated("jwt-auth, jwt." + encoded("é")))).isEqualTo(401);
        assertThat(status(SubprotocolNegotiation.of(List.of(), null))).isEqualTo(401);
        assertThat(status(SubprotocolNegotiation.of(List.of("jwt-auth"), "Basic abc")))
                .isEqualTo(401);
    }

    @Test
    void is_400_when_nothing_known_is_offered_whatever_else_comes() {
        assertThat(status(negotiated("chat, superchat"))).isEqualTo(400);
        assertThat(status(SubprotocolNegotiation.of(List.of("chat"), "Bearer " + TOKEN)))
                .isEqualTo(400);
        assertThat(status(negotiated("JWT-AUTH"))).isEqualTo(400);
    }

    @Test
    void is_400_when_there_is_nothing_to_echo() {
        assertThat(status(negotiated(CARRIER))).isEqualTo(400);
        assertThat(status(SubprotocolNegotiation.of(List.of(), "Bearer " + TOKEN)))
                .isEqualTo(400);
    }

    @Test
    void is_400_for_a_malformed_offer() {
        assertThat(status(negotiated("jwt-auth e2e-testing"))).isEqualTo(400);
        assertThat(status(negotiated("\"jwt-auth\""))).isEqualTo(400);
        assertThat(status(negotiated("jwt-auth, " + CARRIER + "="))).isEqualTo(400);
        assertThat(status(negotiated("jwt-auth; " + CARRIER))).isEqualTo(400);
    }

    @Test
    void is_400_for_two_different_tokens_but_not_for_one_said_twice() {
        assertThat(status(negotiated("jwt-auth," + CARRIER + ",jwt." + encoded("other"))))
                .isEqualTo(400);
        assertThat(negotiated("jwt-auth," + CARRIER + "," + CARRIER)).isEqualTo(new Accepted("jwt-auth", TOKEN));
    }

    @Property
    void echoes_only_an_offered_value_and_never_the_one_with_the_token(
            @ForAll("offers") List<String> offered, @ForAll boolean withHeader) {
        Outcome outcome =
                SubprotocolNegotiation.of(List.of(String.join(", ", offered)), withHeader ? "Bearer x" : null);

        outcome.fold(
                (subprotocol, token) -> assertThat(offered)
                        .contains(subprotocol)
                        .isNotEmpty()
                        .satisfies(values ->
                                assertThat(subprotocol).doesNotStartWith("jwt.").isIn("jwt-auth", "e2e-testing")),
                refused -> assertThat(refused.status()).isIn(400, 401));
    }

    @Property
    void accepts_every_offer_of_a_token_and_a_plain_value_in_any_order_among_unknown_ones(
            @ForAll("unknown") List<String> unknown, @ForAll("tokens") String token, @ForAll int place) {
        List<String> offered = new ArrayList<>(unknown);
        offered.add(Math.floorMod(place, offered.size() + 1), "jwt." + encoded(token));
        offered.add(Math.floorMod(place * 31, offered.size() + 1), "e2e-testing");

        assertThat(negotiated(String.join(" ,", offered))).isEqualTo(new Accepted("e2e-testing", token));
    }

    @Property
    void splits_over_header_lines_as_it_does_over_commas(@ForAll("offers") List<String> offered, @ForAll int at) {
        int cut = Math.floorMod(at, offered.size() + 1);
        List<String> lines = List.of(
                String.join(",", offered.subList(0, cut)), String.join(",", offered.subList(cut, offered.size())));

        assertThat(SubprotocolNegotiation.of(lines, null)).isEqualTo(negotiated(String.join(",", offered)));
    }

    @Property
    void decides_on_any_text_and_repeats_none_of_it(@ForAll String line, @ForAll @Nullable String authorization) {
        Outcome outcome = SubprotocolNegotiation.of(List.of(line), authorization);

        assertThat(status(outcome)).isIn(101, 400, 401);
    }

    @Property
    void never_puts_the_token_into_its_own_text(@ForAll("tokens") String token) {
        Outcome outcome = negotiated("jwt-auth,jwt." + encoded(token));

        assertThat(outcome).hasToString("Accepted[jwt-auth]");
    }

    @Provide
    Arbitrary<List<String>> offers() {
        return Arbitraries.of(
                        "jwt-auth", "e2e-testing", CARRIER, "jwt." + encoded("other"), "jwt.", "chat", "", "jwt.!")
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<String>> unknown() {
        return Arbitraries.strings()
                .withChars("abcXYZ019.-_")
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(value -> !value.startsWith("jwt.")
                        && !Arrays.asList("jwt-auth", "e2e-testing").contains(value))
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> tokens() {
        return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(300);
    }

    private static Outcome negotiated(String line) {
        return SubprotocolNegotiation.of(List.of(line), null);
    }

    private static int status(Outcome outcome) {
        return outcome.fold((subprotocol, token) -> 101, SubprotocolNegotiation.Refused::status);
    }

    private static String encoded(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    }
}
