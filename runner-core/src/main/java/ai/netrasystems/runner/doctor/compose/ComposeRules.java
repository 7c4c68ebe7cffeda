package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.compose.ComposeSurvey;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.UnsetVariable;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Unsupported;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules for Compose files. Reads the Dockerfiles that a file names, and nothing else. */
public final class ComposeRules {
    private final References references;
    private final Set<ServiceName> awaited;
    private final OptionalLong machineMemory;

    /**
     * Rules for the files of one project.
     *
     * @param awaited services that categories of {@code runner.yml} need
     * @param machineMemory bytes that the machine has in all; empty where that is unknown, and then nothing is said of it
     */
    public ComposeRules(References references, Set<ServiceName> awaited, OptionalLong machineMemory) {
        this.references = references;
        this.awaited = Set.copyOf(awaited);
        this.machineMemory = machineMemory;
    }

    /** What is wrong with a file. */
    public List<Finding> findings(SurveyedCompose compose) {
        ComposeSurvey survey = compose.survey();
        // Its variables come from the `.env` of another folder.
        boolean elsewhere = compose.role() == ComposeRole.ELSEWHERE;
        List<Finding> findings = new ArrayList<>();
        references.of(compose).forEach(reference -> findings.add(MissingPath.finding(reference)));
        survey.invalid().stream()
                .filter(problem -> !elsewhere || unsetAt(problem, survey).isEmpty())
                .forEach(problem -> findings.add(invalid(problem, survey)));
        if (compose.role() == ComposeRole.ALONE) {
            survey.dangling().forEach(problem -> findings.add(invalid(problem, survey)));
        }
        survey.cycles().forEach(problem -> findings.add(cycle(problem)));
        findings.addAll(unsupported(survey));
        findings.addAll(PortClashes.of(survey));
        if (!elsewhere) {
            survey.unset().stream()
                    .filter(variable -> !isRefused(variable, survey))
                    .forEach(variable -> findings.add(unset(variable)));
        }
        findings.add(version(survey));
        survey.file().ifPresent(file -> findings.addAll(new HealthChecks(file, awaited).missing()));
        machineMemory.ifPresent(bytes -> findings.addAll(MemoryLimits.exceeding(survey, bytes)));
        return findings;
    }

    /** What is wrong by a variable is put right by the variable. */
    private static Finding invalid(Problem problem, ComposeSurvey survey) {
        return Finding.of(
                Rule.COMPOSE_INVALID,
                problem.where(),
                problem.message(),
                unsetAt(problem, survey)
                        .map(variable -> "set `" + variable.name() + "`, which stands there and is not set")
                        .or(problem::hint)
                        .filter(hint -> !hint.isEmpty())
                        .orElse("correct it, and ask `docker compose config`"));
    }

    private static Optional<UnsetVariable> unsetAt(Problem problem, ComposeSurvey survey) {
        return survey.unset().stream()
                .filter(variable -> variable.places().contains(problem.where()))
                .findFirst();
    }

    private static Finding cycle(Problem problem) {
        return Finding.of(
                Rule.COMPOSE_CYCLE,
                problem.where(),
                problem.message(),
                "take one of these out of its `depends_on` or `links`");
    }

    /** One for each service, and one for the file's own, at the first place. */
    private static List<Finding> unsupported(ComposeSurvey survey) {
        Map<Optional<ServiceName>, List<Unsupported>> byService = survey.unsupported().stream()
                .collect(Collectors.groupingBy(Unsupported::service, LinkedHashMap::new, Collectors.toList()));
        return byService.entrySet().stream()
                .map(entry -> Finding.of(
                        Rule.COMPOSE_UNSUPPORTED,
                        entry.getValue().get(0).problem().where(),
                        entry.getKey().map(name -> "service `" + name + "`").orElse("the file")
                                + " has what the runner does not do on containers: "
                                + entry.getValue().stream()
                                        .map(Unsupported::what)
                                        .distinct()
                                        .collect(Collectors.joining(", ")),
                        entry.getKey().isPresent()
                                ? "leave it out of a file for tests, or let the tests that need the service run elsewhere"
                                : "write all services into one file for tests"))
                .toList();
    }

    /** Where its emptiness is what Compose refuses, that says it already. */
    private static boolean isRefused(UnsetVariable variable, ComposeSurvey survey) {
        return survey.invalid().stream().anyMatch(problem -> variable.places().contains(problem.where()));
    }

    private static Finding unset(UnsetVariable variable) {
        return Finding.of(
                Rule.COMPOSE_VARIABLE_UNSET,
                variable.places().get(0),
                "`" + variable.name() + "` has no default and is not set"
                        + (variable.places().size() > 1
                                ? ", in " + variable.places().size() + " places"
                                : ""),
                "write `${" + variable.name() + ":-...}`, or set it in `.env` beside the file");
    }

    private static Finding version(ComposeSurvey survey) {
        return survey.version()
                .map(version -> Finding.of(
                        Rule.COMPOSE_VERSION_OBSOLETE,
                        version.origin(),
                        "`version: " + version.text() + "` has no effect",
                        "take the line out"))
                .orElseGet(() -> Finding.of(
                        Rule.COMPOSE_VERSION_MISSING,
                        Origin.file(survey.path(), 0),
                        "the file has no `version`",
                        "begin it with `version: \"3.8\"`"));
    }
}
