package ai.netrasystems.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.netrasystems.runner.event.RunEvent.ContainerFailed;
import ai.netrasystems.runner.event.RunEvent.DiscoveryProblem;
import ai.netrasystems.runner.report.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Never a false green: classes that can't be loaded, and containers that fail around tests that pass or never run. */
class ClassFaultsTest {
    private static final byte[] HEAD = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void each_class_that_cannot_be_loaded_is_told_and_the_others_run(String junit) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes").resolve("fixtures"));
        Files.write(classes.resolve("Garbage.class"), "no class at all".getBytes(StandardCharsets.US_ASCII));
        Files.write(classes.resolve("TooNew.class"), new byte[] {HEAD[0], HEAD[1], HEAD[2], HEAD[3], 0, 0, 1, 0});
        Files.write(classes.resolve("CutOff.class"), new byte[] {HEAD[0], HEAD[1], HEAD[2], HEAD[3], 0, 0, 0, 61, 0});
        Files.write(classes.resolve("Empty.class"), new byte[0]);
        String[] broken = {"Garbage", "TooNew", "CutOff", "Empty", "NoSuchClass", "MissingInSignature", "MissingAbove"};
        FaultRun run = new FaultRun(junit, folder, broken);
        run.fixture.beside = List.of(classes.getParent());
        run.fixture.classes = append(run.fixture.classes, "fixtures.Sound");

        run.completed();

        assertThat(run.events().of(DiscoveryProblem.class))
                .hasSize(broken.length)
                .allSatisfy(problem -> assertThat(problem.error()).isTrue());
        for (String name : broken) {
            assertThat(run.events().of(DiscoveryProblem.class))
                    .extracting(DiscoveryProblem::message)
                    .filteredOn(message -> message.contains("fixtures." + name + " "))
                    .hasSize(1);
        }
        assertThat(run.events().outcomes())
                .containsOnly(entry("Sound#one()", "passed"), entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    private static List<String> append(List<String> some, String one) {
        List<String> all = new ArrayList<>(some);
        all.add(one);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"5.8.2, MissingInField", "6.1.3, MissingInField", "6.1.3, MissingInBody"})
    void a_type_that_is_missed_later_only_makes_the_run_red_too(String junit, String type) {
        FaultRun run = new FaultRun(junit, folder, type, "Sound").completed();

        assertThat(run.events().outcomes())
                .contains(entry("Sound#one()", "passed"), entry("Sound#two()", "passed"))
                .doesNotContainEntry(type + "#never()", "passed");
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"5.8.2", "6.1.3"})
    void each_container_that_fails_makes_its_class_red(String junit) {
        String[] broken = {
            "ThrowsInBeforeAll",
            "ThrowsInAfterAll",
            "ThrowsInFactory",
            "ThrowsInArguments",
            "ThrowsInConstructor",
            "ThrowsInExtensionBeforeAll",
            "ThrowsInExtensionAfterAll",
            "ThrowsInExtensionCondition"
        };
        FaultRun run = new FaultRun(junit, folder, broken).completed();

        for (String type : broken) {
            assertThat(run.events().of(ContainerFailed.class))
                    .as(type)
                    .filteredOn(failed -> failed.className().equals("fixtures." + type))
                    .hasSize(1);
            assertThat(run.witness().verdictOf("fixtures." + type)).as(type).isEqualTo(Verdict.FAILED);
        }
        assertThat(run.events().outcomes())
                .contains(
                        entry("ThrowsInBeforeAll#never()", "not-run"),
                        entry("ThrowsInAfterAll#passes()", "passed"),
                        entry("ThrowsInConstructor#never()", "not-run"),
                        entry("ThrowsInExtensionBeforeAll#test()", "not-run"),
                        entry("ThrowsInExtensionAfterAll#test()", "passed"),
                        entry("ThrowsInExtensionCondition#test()", "not-run"))
                .doesNotContainValue("NONE");
        assertThat(run.events().outcomes().keySet())
                .filteredOn(id -> id.startsWith("ThrowsInFactory#tests()["))
                .hasSize(2);
        assertThat(run.events().outcomes().keySet())
                .filteredOn(id -> id.startsWith("ThrowsInArguments#takes(int)["))
                .hasSize(2);
    }

    @Test
    void a_set_up_that_is_not_static_fails_its_class() {
        FaultRun run = new FaultRun("5.8.2", folder, "NotStaticSetUp", "Sound").completed();

        assertThat(run.events().outcomes())
                .containsOnly(
                        entry("NotStaticSetUp#never()", "not-run"),
                        entry("Sound#one()", "passed"),
                        entry("Sound#two()", "passed"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    /** From 5.13 on that is an issue of discovery, and one of that weight ends the whole engine. */
    @Test
    void what_the_engine_holds_to_be_an_error_in_discovery_makes_the_run_red() {
        FaultRun run = new FaultRun("6.1.3", folder, "NotStaticSetUp", "Sound").completed();

        assertThat(run.events().of(DiscoveryProblem.class))
                .filteredOn(DiscoveryProblem::error)
                .extracting(DiscoveryProblem::message)
                .anyMatch(message -> message.contains("NotStaticSetUp.setUp()"));
        run.witness().agrees();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void an_extension_that_fails_behind_a_test_fails_it() {
        FaultRun run = new FaultRun("6.1.3", folder, "ThrowsInExtensionAfterEach").completed();

        assertThat(run.events().outcomes()).containsOnly(entry("ThrowsInExtensionAfterEach#test()", "failed"));
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void a_resource_of_the_whole_engine_that_closes_badly_makes_the_run_red(String junit) {
        FaultRun run = new FaultRun(junit, folder, "ClosesBadly").completed();

        assertThat(run.events().outcomes()).containsOnly(entry("ClosesBadly#test()", "passed"));
        assertThat(run.events().of(ContainerFailed.class)).hasSize(1);
        assertThat(run.witness().verdict()).isEqualTo(Verdict.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.8.2", "6.1.3"})
    void a_test_that_the_engine_passes_over_is_no_green_run(String junit) {
        FaultRun run = new FaultRun(junit, folder, "PrivateTest").completed();

        assertThat(run.events().outcomes()).isEmpty();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.NOTHING_RUN);
    }

    @Test
    void what_the_engine_warns_of_in_discovery_is_told() {
        FaultRun run = new FaultRun("6.1.3", folder, "PrivateTest", "Sound").completed();

        assertThat(run.events().of(DiscoveryProblem.class)).singleElement().satisfies(problem -> {
            assertThat(problem.error()).isFalse();
            assertThat(problem.message()).contains("PrivateTest.never()");
        });
    }

    @Test
    void no_test_is_no_green_run() {
        FaultRun run = new FaultRun("6.1.3", folder, "NoTest").completed();

        assertThat(run.events().outcomes()).isEmpty();
        assertThat(run.witness().verdict()).isEqualTo(Verdict.NOTHING_RUN);
    }
}
