package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A project whose tests give away two values in every form and wherever a test can. Where these are secrets of the run,
 * nothing that the run leaves holds one; where they are not, each is found in each form and from each place, so that the
 * search is known to find what there is. What the tests write to files themselves is theirs.
 */
class CanaryTest {
    private static final String[] PLACES = {
        "out",
        "err",
        "fd-out",
        "fd-err",
        "child",
        "log",
        "halves",
        "fd-halves",
        "message",
        "cause",
        "suppressed",
        "expected",
        "actual",
        "assumption",
        "entry",
        "dynamic",
        "argument",
        "before-all",
        "after-all",
        "thread",
        "last-words"
    };

    /** Of these JUnit makes display names, in which it writes a line break in its own way. */
    private static final Set<String> NAMES = Set.of("dynamic", "argument");

    private static final Pattern PLANTED = Pattern.compile("@@([a-z-]+/[01]/[a-z0-9-]+):(.*?)@@", Pattern.DOTALL);

    private static StagingSystem staging;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startStaging() {
        staging = StagingSystem.withKey(keyLike());
    }

    @AfterAll
    static void stopStaging() {
        staging.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "rich"})
    void no_secret_of_a_run_is_in_anything_that_it_leaves_whatever_the_tests_do_with_it(String output) {
        CanaryRun run = CanaryRun.of(folder, staging, output, List.of("-", staging.key()));

        assertThat(run.finished().exitCode()).as(run.finished().text()).isEqualTo(1);
        assertThat(run.planted()).containsExactly(run.token(), staging.key());
        assertThat(found(run.left(), run.planted()))
                .as("forms of secrets, and where")
                .isEmpty();
        assertThat(found(Map.of("arguments of a process", run.arguments()), run.planted()))
                .isEmpty();
        assertThat(run.left().values()).as("what stands in their place").anyMatch(text -> text.contains("***"));
        assertThat(run.environment()).contains("E2E_AUTH_TOKEN=" + run.token());
        assertThat(run.inUse()).containsExactly(run.tokenFile() + " rw-------");
        assertThat(run.tokenFile()).doesNotExist();
    }

    @Test
    void the_same_values_are_found_in_each_form_and_from_each_place_where_they_are_no_secrets() {
        List<String> values = List.of(tokenLike(), keyLike());

        CanaryRun run = CanaryRun.of(folder, staging, "rich", values);

        assertThat(run.finished().exitCode()).as(run.finished().text()).isEqualTo(1);
        assertThat(planted(run)).containsAll(everywhere(values));
        assertThat(found(Map.of("screen", run.left().get("screen") + run.left().get("screen, read")), values))
                .as("on the screen")
                .isNotEmpty();
        assertThat(found(run.left(), List.of(run.token(), staging.key()))).isEmpty();
    }

    /** {@code form of number-th value: place}, for each that is there; line breaks within it or not. */
    private static Set<String> found(Map<String, String> texts, List<String> values) {
        Set<String> found = new TreeSet<>();
        texts.forEach((place, text) -> {
            String unbroken = text.replaceAll("[\r\n]", "");
            for (int number = 0; number < values.size(); number++) {
                int value = number;
                PlantedForms.of(values.get(number)).forEach((form, needle) -> {
                    if (text.contains(needle) || unbroken.contains(needle)) {
                        found.add(form + " of " + value + ": " + place);
                    }
                });
            }
        });
        return found;
    }

    /** Which forms of which values came whole, and from where: {@code place/number/form}. */
    private static Set<String> planted(CanaryRun run) {
        Set<String> found = new TreeSet<>();
        run.left().values().forEach(text -> {
            Matcher planted = PLANTED.matcher(text);
            while (planted.find()) {
                String[] name = planted.group(1).split("/", -1);
                String needle = PlantedForms.of(run.planted().get(Integer.parseInt(name[1])))
                        .get(name[2]);
                if (planted.group(2).replaceAll("[\r\n]", "").contains(needle)) {
                    found.add(planted.group(1));
                }
            }
        });
        return found;
    }

    private static List<String> everywhere(List<String> values) {
        List<String> all = new ArrayList<>();
        for (String place : PLACES) {
            for (int number = 0; number < values.size(); number++) {
                for (String form : PlantedForms.of(values.get(number)).keySet()) {
                    if (!form.equals("mime") || !NAMES.contains(place)) {
                        all.add(place + "/" + number + "/" + form);
                    }
                }
            }
        }
        return all;
    }

    private static String tokenLike() {
        return "eyJ" + random(20) + "." + random(60) + "." + random(32);
    }

    /** All that the usual escapes change is in it, and a header can carry it. */
    private static String keyLike() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return "k&<y>\"'/+~?%=:\\" + HexFormat.of().formatHex(bytes);
    }

    private static String random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
