package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenBuild;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import ai.netrasystems.runner.model.Checked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JVM that an execution's tests run in: which JDK, with which arguments and environment variables. */
final class WorkerJvm {
    private final MavenBuild build;
    private final MavenModule module;
    private final TestExecution execution;
    private final Parameters parameters;
    private final Forks forks;
    private final Findings findings;
    private final Optional<Choice> chosen;
    private final Path home;

    WorkerJvm(
            MavenBuild build,
            MavenModule module,
            TestExecution execution,
            Forks forks,
            Path mavens,
            Findings findings) {
        this.build = build;
        this.module = module;
        this.execution = execution;
        this.parameters = execution.parameters();
        this.forks = forks;
        this.findings = findings;
        this.chosen = choose();
        this.home = chosen.map(this::checked).orElse(mavens);
    }

    private record Choice(Path java, String named) {}

    /** {@code jvm} wins over a toolchain; inside Maven there is no choice. */
    private Optional<Choice> choose() {
        if (forks.inMaven()) {
            return Optional.empty();
        }
        Optional<Choice> jvm =
                parameters.text("jvm").map(path -> new Choice(build.directory().resolve(path), "Surefire's jvm"));
        if (jvm.isEmpty() && execution.missingToolchain().isPresent()) {
            findings.problem(
                    module,
                    "no toolchain matches Surefire's jdkToolchain "
                            + execution.missingToolchain().get(),
                    "add one to toolchains.xml");
        }
        return jvm.or(() -> execution.toolchain().map(java -> new Choice(java, "the toolchain's JDK")));
    }

    private Path checked(Choice choice) {
        Checked<Path> checked = JdkHome.ofJava(
                choice.java(), "module " + module.path() + ": " + choice.named(), Findings.origin(module));
        return checked.fold(path -> path, problems -> {
            findings.problems(problems);
            return choice.java();
        });
    }

    Path home() {
        return home;
    }

    /** Inside Maven it is Maven's own JVM, with Maven's own arguments. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        // First, so that a -da of the argLine wins, as for Surefire.
        if (parameters.flag("enableAssertions", true)) {
            arguments.add("-ea");
        }
        if (forks.inMaven()) {
            arguments.addAll(build.jvmArguments());
            return arguments;
        }
        String line = parameters.text("argLine").orElse("");
        ArgLine.unset(line, execution.late())
                .ifPresent(name -> findings.problem(
                        module,
                        "Surefire's argLine names @{" + name + "}, which nothing sets: no JVM starts with it",
                        "give the property an empty default in <properties>"));
        arguments.addAll(ArgLine.words(line, execution.late()));
        return arguments;
    }

    /** Surefire's own rule: the JDK that it was told to use is also what tests find in JAVA_HOME. */
    Map<String, String> environment() {
        if (forks.inMaven()) {
            return Map.of();
        }
        Map<String, String> environment = new LinkedHashMap<>(parameters.map("environmentVariables"));
        if (chosen.isPresent()) {
            environment.putIfAbsent("JAVA_HOME", home.toString());
        }
        return environment;
    }
}
