package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import ai.netrasystems.runner.config.HowWords;
import ai.netrasystems.runner.event.DiscoveredTest;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.event.RunEvent.TestFinished;
import ai.netrasystems.runner.event.RunEvent.TestsDiscovered;
import ai.netrasystems.runner.history.EventStream;
import ai.netrasystems.runner.history.Journal;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.Outcome;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.TestId;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Journals are read by those runs only that have a use for what stands in them. */
class EarlierReadingTest {
    private static final ModuleId MODULE = ModuleId.of("app");

    @TempDir
    Path runs = Path.of("");

    @BeforeEach
    void record_a_run() {
        RunId run = new RunId("r1");
        Journal journal = Journal.create(runs, run).fold(created -> created, problems -> {
            throw new AssertionError(problems);
        });
        DiscoveredTest test = new DiscoveredTest(
                new TestId("app:a.A#m()"),
                "[engine:e]/[class:a.A]/[method:m()]",
                "m()",
                List.of("m()"),
                "a.A",
                "m",
                false,
                Set.of(),
                Optional.empty(),
                Set.of());
        try (EventStream stream = EventStream.open(run, Clock.systemUTC(), journal, Redactor::nothing, List.of())) {
            stream.publish(new TestsDiscovered(new LayerName("all"), MODULE, Provenance.none(), List.of(test)));
            stream.publish(new TestFinished(
                    test.id(),
                    1,
                    Outcome.FAILED,
                    Duration.ofMillis(5),
                    Optional.empty(),
                    Optional.empty(),
                    Provenance.none()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                        | ''         | 1 | false",
                "--seed 1 --retries 2    | ''         | 1 | false",
                "--last-failed           | ''         | 1 | true",
                "--failed-first          | ''         | 1 | true",
                "--workers 2             | ''         | 1 | true",
                "--workers 1             | workers: 3 | 2 | false",
                "                        | workers: 3 | 1 | true",
                "                        | ''         | 2 | true",
                "--debug                 | workers: 3 | 2 | false",
                "--workers 2 --seed 1    | ''         | 1 | false",
            })
    void a_run_reads_what_it_needs(String options, String yaml, int forkCount, boolean read) {
        TestModule module = new TestModule(
                MODULE,
                Path.of("app"),
                List.of(),
                List.of(),
                Path.of("app"),
                Path.of("jdk"),
                List.of(),
                Map.of(),
                Map.of(),
                new TestSettings(forkCount, true, Map.of(), Optional.empty(), false),
                List.of());

        assertThat(Earlier.results(Configs.of(yaml), HowWords.request(options), List.of(module), runs)
                        .lastRun()
                        .isPresent())
                .isEqualTo(read);
    }
}
