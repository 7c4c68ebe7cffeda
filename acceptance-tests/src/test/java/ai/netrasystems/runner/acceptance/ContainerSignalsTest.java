package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A run on containers that is stopped: within ten seconds, and the engine is as it was. */
class ContainerSignalsTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    /** The engine notices by itself that a killed client is gone, and ends its build. */
    private static final Duration ENGINE_SETTLES = Duration.ofSeconds(15);

    private static Docker docker;
    private static Bystander bystander;

    @BeforeAll
    static void startBystander() {
        docker = Docker.required();
        bystander = Bystander.start(docker);
    }

    @AfterAll
    static void removeBystander() {
        if (bystander != null) {
            bystander.close();
        }
    }

    /** When in a run the signal comes. */
    enum Moment {
        /** While an image is built. */
        BUILD {
            @Override
            RunningRunner reach() {
                try (ComposeVariant.ChangedDockerfile endless = ComposeVariant.withEndlessBuild()) {
                    return start(endless.variant())
                            .until(out -> endless.variant().isAtMarker());
                }
            }
        },
        /** While a service that runs is not healthy yet. */
        START {
            @Override
            RunningRunner reach() {
                try (ComposeVariant never = ComposeVariant.neverHealthy()) {
                    return start(never).until(out -> never.isAtMarker());
                }
            }
        },
        /** While a test runs. */
        TESTS {
            @Override
            RunningRunner reach() {
                return reached("test-started");
            }
        },
        /** While the services are taken down. */
        TEAR_DOWN {
            @Override
            RunningRunner reach() {
                return reached("layer-finished");
            }
        };

        /** A run that is at this moment. */
        abstract RunningRunner reach();

        private static RunningRunner reached(String kind) {
            try (ComposeVariant unchanged = ComposeVariant.unchanged()) {
                return start(unchanged).until(out -> out.contains("\"kind\":\"" + kind + "\""));
            }
        }

        private static RunningRunner start(ComposeVariant variant) {
            return Workspace.runner(
                            "--test",
                            "GoldenPathLogin*",
                            "--environment",
                            "containers",
                            "--compose",
                            variant.path(),
                            "--output",
                            "json")
                    .start();
        }
    }

    static Stream<Arguments> signals() {
        return Stream.of("INT", "TERM")
                .flatMap(signal -> Stream.of(Moment.values()).map(moment -> Arguments.of(signal, moment)));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void a_signal_ends_the_run_and_the_engine_is_as_it_was(String signal, Moment moment) {
        Machine before = Machine.snapshot();
        DockerMachine dockerBefore = DockerMachine.snapshot(docker);

        Finished run = moment.reach().signal(signal).await(Duration.ofSeconds(60));

        assertThat(run.exitCode()).as(run.text()).isEqualTo(signal.equals("INT") ? 130 : 143);
        assertThat(run.waited()).isLessThan(TEN_SECONDS);
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(events.get(events.size() - 1)).containsEntry("kind", "run-finished");
        assertThat(DockerMachine.snapshot(docker)).isEqualTo(dockerBefore);
        assertThat(Machine.snapshot()).isEqualTo(before);
        assertThat(bystander.isRunning()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void after_kill_9_one_more_run_leaves_the_engine_as_it_was(Moment moment) {
        Machine before = Machine.snapshot();
        DockerMachine dockerBefore = DockerMachine.snapshot(docker);
        moment.reach().signal("KILL").await(TEN_SECONDS);
        if (moment == Moment.START || moment == Moment.TESTS) {
            assertThat(DockerMachine.snapshot(docker))
                    .as("what nobody removed yet")
                    .isNotEqualTo(dockerBefore);
        }

        Finished next = Workspace.runner(sweeping(moment)).run();

        assertThat(next.exitCode()).as(next.text()).isZero();
        assertThat(within(ENGINE_SETTLES, () -> DockerMachine.snapshot(docker), dockerBefore))
                .isEqualTo(dockerBefore);
        assertThat(Machine.snapshot()).isEqualTo(before);
        assertThat(bystander.isRunning()).isTrue();
    }

    /** The next run on containers, and {@code runner clean}: each must do. */
    private static String[] sweeping(Moment moment) {
        return switch (moment) {
            case BUILD, START, TESTS ->
                new String[] {"--test", "GoldenPathLogin*", "--environment", "containers", "--output", "plain"};
            case TEAR_DOWN -> new String[] {"clean"};
        };
    }

    private static DockerMachine within(Duration limit, Supplier<DockerMachine> seen, DockerMachine wanted) {
        long deadline = System.nanoTime() + limit.toNanos();
        DockerMachine last = seen.get();
        while (!last.equals(wanted) && System.nanoTime() < deadline) {
            pause();
            last = seen.get();
        }
        return last;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
