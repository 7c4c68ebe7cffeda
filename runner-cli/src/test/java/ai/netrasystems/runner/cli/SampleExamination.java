package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.FixReport;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.Pollution;
import ai.netrasystems.runner.doctor.context.PollutionKind;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What doctor might find in a project, for the tests of what is printed. */
final class SampleExamination {
    private static final Path PROJECT = Path.of("/shop");
    private static final Path IGNORE = PROJECT.resolve(".dockerignore");
    private static final Path DOCKERFILE = PROJECT.resolve("docker/app.Dockerfile");

    private SampleExamination() {}

    static Examination of(boolean fix, boolean dryRun, boolean bypass) {
        return new Examination(
                PROJECT,
                List.of(PROJECT.resolve("docker-compose.yml")),
                List.of(DOCKERFILE),
                List.of(polluted(), broken()),
                machine(bypass),
                findings(),
                fix ? Optional.of(fix(dryRun)) : Optional.empty(),
                Duration.ofMillis(310),
                Duration.ofMillis(840));
    }

    private static ContextSurvey polluted() {
        return new ContextSurvey(
                PROJECT,
                IGNORE,
                Set.of(ContextSender.CLASSIC),
                List.of(),
                Optional.empty(),
                List.of(),
                17_012,
                1_205,
                54_525_952,
                List.of(
                        new Pollution(
                                PollutionKind.PYTHON_BYTECODE,
                                15_901,
                                0,
                                50_331_648,
                                List.of("a/__pycache__/x.pyc", "b.pyc", "c.pyc")),
                        new Pollution(PollutionKind.PYTHON_CACHE_FOLDER, 0, 1_101, 0, List.of("a/__pycache__"))));
    }

    private static ContextSurvey broken() {
        return new ContextSurvey(
                PROJECT.resolve("gone"),
                PROJECT.resolve("gone/.dockerignore"),
                Set.of(ContextSender.CLASSIC, ContextSender.BUILDKIT),
                List.of(),
                Optional.empty(),
                List.of(Problem.of("the build context does not exist", Origin.file(PROJECT.resolve("gone"), 0))),
                0,
                0,
                0,
                List.of());
    }

    private static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (int line = 10; line < 17; line++) {
            findings.add(Finding.of(
                    Rule.COMPOSE_VARIABLE_UNSET,
                    Origin.file(PROJECT.resolve("docker-compose.yml"), line),
                    "`V" + line + "` has no default and is not set",
                    "set it"));
        }
        findings.addAll(others());
        return findings;
    }

    private static List<Finding> others() {
        return List.of(
                Finding.of(
                        Rule.CONTEXT_PYTHON_CACHE,
                        Origin.file(IGNORE, 0),
                        "`.` sends 15,901 `.pyc` files\u001b[31m",
                        "run `runner doctor --fix`"),
                Finding.of(
                        Rule.COPY_EXCLUDED,
                        Origin.file(DOCKERFILE, 69),
                        "`COPY app/config` is excluded by `.dockerignore` line 4 (`app/*`)",
                        "write `!app/config` after it"),
                Finding.of(
                                Rule.COMPOSE_VERSION_OBSOLETE,
                                Origin.file(DOCKERFILE, 1),
                                "`version` is ignored",
                                "remove it")
                        .with(Severity.NOTE),
                Finding.ofMachine(Rule.ENGINE_UNAVAILABLE, "no engine answers", "start Docker"));
    }

    private static MachineFacts machine(boolean bypass) {
        return new MachineFacts(
                bypass
                        ? new MachineFacts.EngineFact(MachineFacts.EngineFact.State.NOT_ASKED, "", "", "", "")
                        : new MachineFacts.EngineFact(
                                MachineFacts.EngineFact.State.UNAVAILABLE,
                                "",
                                "",
                                "nobody listens on /var/run/docker.sock",
                                "start it"),
                List.of(new MachineFacts.Disk("project", PROJECT, 1_073_741_824, 10_737_418_240L)),
                Optional.of(new MachineFacts.Memory(8_589_934_592L, 25_769_803_776L)),
                List.of("process 4711 of run r1"),
                new MachineFacts.Jdk(Path.of("/jdk"), "17.0.13", "JAVA_HOME", Optional.empty(), Optional.empty()),
                new MachineFacts.BuildTool("Maven (wrapper)", Optional.empty(), Optional.empty()),
                new MachineFacts.Staging(
                        Optional.of("netra"),
                        List.of("netra"),
                        Optional.of("environment variable E2E_OAUTH_SIMULATION_KEY"),
                        false,
                        Optional.empty(),
                        Optional.empty()));
    }

    private static FixReport fix(boolean dryRun) {
        return new FixReport(
                dryRun,
                true,
                List.of(PROJECT.resolve("a/__pycache__/x.pyc"), PROJECT.resolve("a/__pycache__")),
                1,
                1,
                4_096,
                List.of(
                        new FixReport.Change(IGNORE, 3, "", "**/*.pyc"),
                        new FixReport.Change(
                                PROJECT.resolve("docker-compose.yml"),
                                7,
                                "dockerfile: ap.Dockerfile",
                                "dockerfile: app.Dockerfile")),
                List.of(new FixReport.Proposal(IGNORE, "**/target", "only a person knows what the image needs of it")),
                List.of(new FixReport.LeftAlone(PROJECT.resolve("b.pyc"), "git tracks it")),
                dryRun ? List.of() : List.of("c.pyc: no permission"));
    }
}
