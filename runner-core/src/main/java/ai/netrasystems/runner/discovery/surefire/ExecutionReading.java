package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.classfile.ClassFamily;
import ai.netrasystems.runner.discovery.classfile.ClassFileScan;
import ai.netrasystems.runner.discovery.classfile.TestClassNames;
import ai.netrasystems.runner.discovery.maven.MavenBuild;
import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.discovery.maven.TestExecution;
import ai.netrasystems.runner.event.RunEvent.Noted.Level;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.ModulePath;
import ai.netrasystems.runner.plan.SurefireNames;
import ai.netrasystems.runner.plan.TagExpression;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import java.io.IOException;
import java.lang.module.InvalidModuleDescriptorException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads one execution: to a module, or to nothing, with what was found on the way. */
final class ExecutionReading {
    private final MavenBuild build;
    private final MavenModule module;
    private final TestExecution execution;
    private final Parameters parameters;
    private final ModuleId id;
    private final Circumstances circumstances;
    private final Findings findings;

    ExecutionReading(
            MavenBuild build,
            MavenModule module,
            TestExecution execution,
            ModuleId id,
            Circumstances circumstances,
            Findings findings) {
        this.build = build;
        this.module = module;
        this.execution = execution;
        this.parameters = execution.parameters();
        this.id = id;
        this.circumstances = circumstances;
        this.findings = findings;
    }

    Optional<TestModule> read() {
        Optional<String> skipped = Set.of("skip", "skipTests", "skipExec", "skipITs").stream()
                .sorted()
                .filter(name -> parameters.flag(name, false))
                .findFirst();
        TestClasspath classpath = TestClasspath.of(module, execution);
        if (skipped.isPresent()) {
            if (!classpath.roots().isEmpty()) {
                findings.note(Level.NOTE, "module " + id + ": its build skips its tests (" + skipped.get() + ")");
            }
            return Optional.empty();
        }
        if (classpath.roots().isEmpty()) {
            refuseNoTests(List.of());
            return Optional.empty();
        }
        int before = findings.problems().size();
        Optional<TestModule> read = read(classpath);
        return findings.problems().size() > before ? Optional.empty() : read;
    }

    private Optional<TestModule> read(TestClasspath classpath) {
        new ParameterChecks(module, execution, id, findings).check();
        try {
            Forks forks = Forks.of(parameters, circumstances.processors());
            WorkerJvm jvm = new WorkerJvm(build, module, execution, forks, circumstances.javaHome(), findings);
            TestClassNames names = names();
            RunOrder order = RunOrder.of(parameters, circumstances.seed(), circumstances.hour());
            order.refused()
                    .ifPresent(name -> findings.problem(
                            module,
                            "Surefire's runOrder " + name + " needs its own records of earlier runs",
                            "use --failed-first, or another runOrder"));
            List<CandidateClass> candidates =
                    order.order(ClassFileScan.scan(classpath.roots(), classpath.entries(), names));
            if (candidates.isEmpty()) {
                refuseNoTests(candidates);
                return Optional.empty();
            }
            order.seed()
                    .ifPresent(seed -> findings.note(
                            Level.NOTE, "module " + id + ": random order of classes, runOrderRandomSeed " + seed));
            return Optional.of(new TestModule(
                    id,
                    module.directory(),
                    classpath.entries(),
                    classpath.roots(),
                    WorkingDirectory.of(build, module, execution, forks),
                    jvm.home(),
                    jvm.arguments(),
                    systemProperties(forks, classpath),
                    jvm.environment(),
                    settings(forks, classpath),
                    candidates,
                    modulePath(forks, classpath, names)));
        } catch (IOException unreadable) {
            findings.problem(
                    module, "a file of its test settings cannot be read: " + unreadable.getMessage(), "see the build");
        } catch (NumberFormatException none) {
            findings.problem(module, "Surefire's number is none: " + none.getMessage(), "see forkCount and the seed");
        }
        return Optional.empty();
    }

    private TestClassNames names() throws IOException {
        ClassPatterns patterns = ClassPatterns.of(module, execution);
        Optional<String> wrong = patterns.notUnderstood();
        if (circumstances.allClasses() || wrong.isPresent()) {
            wrong.ifPresent(pattern -> findings.problem(
                    module,
                    "Surefire's pattern \"" + pattern + "\" cannot be applied",
                    "name classes or %regex[...]; methods are selected with --test 'CLASS#METHOD'"));
            return TestClassNames.ALL;
        }
        return patterns.names();
    }

    /** Surefire fails such a module where it is told to: a run without it must not look like a good one. */
    private void refuseNoTests(List<CandidateClass> candidates) {
        boolean specific = parameters.text("test").isPresent();
        String parameter = specific ? "failIfNoSpecifiedTests" : "failIfNoTests";
        if (candidates.isEmpty() && parameters.flag(parameter, specific) && !circumstances.allClasses()) {
            findings.problem(module, "no test class, and " + parameter + " is set", "set it to false, or see includes");
        }
    }

    private Map<String, String> systemProperties(Forks forks, TestClasspath classpath) throws IOException {
        Map<String, String> properties = SystemProperties.of(build, module, execution, forks, classpath.entries());
        Set<String> unsettable = new TreeSet<>(Set.of("java.library.path", "file.encoding", "line.separator"));
        unsettable.retainAll(properties.keySet());
        if (!unsettable.isEmpty()) {
            findings.note(
                    Level.WARNING,
                    "module " + id + ": system properties that a running JVM does not heed: "
                            + String.join(", ", unsettable) + "; argLine would set them");
        }
        return properties;
    }

    private TestSettings settings(Forks forks, TestClasspath classpath) throws IOException {
        return new TestSettings(
                Math.max(1, forks.count()),
                forks.reuse(),
                ProviderProperties.configurationParameters(parameters),
                groups(classpath),
                execution.integration(),
                new HashSet<>(parameters.list("excludedEnvironmentVariables")),
                parameters.number("rerunFailingTestsCount"),
                parameters.number("skipAfterFailureCount"),
                SurefireNames.of(execution.version(), !Frameworks.platform(module), ReportNames.phrased(parameters)));
    }

    private Optional<String> groups(TestClasspath classpath) throws IOException {
        if (parameters.text("groups").isEmpty()
                && parameters.text("excludedGroups").isEmpty()) {
            return Optional.empty();
        }
        Optional<String> expression;
        if (Frameworks.platform(module)) {
            expression = Groups.of(parameters, Set::of);
        } else {
            ClassFamily family = ClassFamily.of(List.of(classpath.tests(), classpath.main()));
            expression = Groups.of(Groups.withoutWords(parameters), name -> {
                Set<String> categories = family.named(name);
                return categories.isEmpty() ? Set.of(name) : categories;
            });
        }
        expression.ifPresent(
                text -> TagExpression.parse(text, Findings.origin(module)).fold(good -> true, problems -> {
                    findings.problems(problems);
                    return false;
                }));
        return expression;
    }

    private Optional<ModulePath> modulePath(Forks forks, TestClasspath classpath, TestClassNames names)
            throws IOException {
        if (forks.inMaven() || !parameters.flag("useModulePath", true)) {
            return Optional.empty();
        }
        SortedSet<String> packages = new TreeSet<>();
        for (String name : ClassFileScan.names(List.of(classpath.tests()), names)) {
            packages.add(name.substring(0, Math.max(0, name.lastIndexOf('.'))));
        }
        packages.remove("");
        try {
            return ModularTests.of(classpath, packages, Version.of(execution.version()));
        } catch (InvalidModuleDescriptorException newer) {
            findings.problem(
                    module,
                    "its module-info.class cannot be read: " + newer.getMessage(),
                    "start the runner on the JDK that the module is compiled for");
            return Optional.empty();
        }
    }
}
