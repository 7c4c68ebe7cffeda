package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.environment.image.CopySource;
import ai.netrasystems.runner.environment.image.CopyTrouble;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rules for what contexts send and for what COPY and ADD find there. A context that does not exist breaks a rule of Compose
 * files, and none here.
 */
public final class ContextRules {
    private ContextRules() {}

    /** What breaks a rule, in the order of the surveys; what holds for several services or senders is said once. */
    public static List<Finding> findings(List<ContextSurvey> surveys) {
        Map<List<Path>, List<ContextSurvey>> places = new LinkedHashMap<>();
        for (ContextSurvey survey : surveys) {
            places.computeIfAbsent(List.of(survey.directory(), survey.ignoreFile()), it -> new ArrayList<>())
                    .add(survey);
        }
        Set<Finding> findings = new LinkedHashSet<>();
        places.values().forEach(it -> findings.addAll(ofPlace(it)));
        return List.copyOf(findings);
    }

    private static List<Finding> ofPlace(List<ContextSurvey> surveys) {
        Set<ContextSender> senders = EnumSet.noneOf(ContextSender.class);
        surveys.forEach(it -> senders.addAll(it.senders()));
        BySender found = new BySender();
        for (ContextSurvey survey : surveys) {
            List<Finding> ofAll = new ArrayList<>(problems(survey));
            ofAll.addAll(PollutionFindings.of(survey));
            for (ContextSender sender : survey.senders()) {
                ofAll.forEach(it -> found.add(it, sender, senders));
                copies(survey, sender).forEach((it, its) -> found.add(it, sender, its));
            }
        }
        return found.list();
    }

    private static List<Finding> problems(ContextSurvey survey) {
        return Files.isDirectory(survey.directory())
                ? survey.problems().stream().map(it -> problem(survey, it)).toList()
                : List.of();
    }

    private static Finding problem(ContextSurvey survey, Problem problem) {
        Path file = problem.where().file().orElse(survey.directory());
        if (file.equals(survey.ignoreFile()) && problem.where().line() > 0) {
            return Finding.of(
                    Rule.IGNORE_INVALID,
                    problem.where(),
                    problem.message(),
                    problem.hint().orElse("correct the line, or take it out"));
        }
        return Finding.of(
                Rule.CONTEXT_UNREADABLE,
                Origin.file(file, 0),
                "`" + inside(survey.directory(), file) + "`: " + problem.message(),
                problem.hint().orElse("make it readable"));
    }

    private static Path inside(Path directory, Path file) {
        return file.startsWith(directory) && !file.equals(directory) ? directory.relativize(file) : file;
    }

    /** What COPY and ADD do not find, and who sends the context of that build; looked up at once for all builds. */
    private static Map<Finding, Set<ContextSender>> copies(ContextSurvey survey, ContextSender sender) {
        Map<CopySource, BuildSource> builds = new IdentityHashMap<>();
        List<CopySource> sources = new ArrayList<>();
        for (BuildSource build : survey.builds()) {
            if (ContextSurveys.senders(build).contains(sender)) {
                List<CopySource> its = Copies.of(build, sender);
                its.forEach(it -> builds.put(it, build));
                sources.addAll(its);
            }
        }
        Map<Finding, Set<ContextSender>> findings = new LinkedHashMap<>();
        survey.context().stream()
                .flatMap(context -> context.as(sender).explain(sources).stream())
                .forEach(trouble -> {
                    BuildSource build = Objects.requireNonNull(builds.get(trouble.source()));
                    findings.computeIfAbsent(copy(build, trouble), it -> EnumSet.noneOf(ContextSender.class))
                            .addAll(ContextSurveys.senders(build));
                });
        return findings;
    }

    private static Finding copy(BuildSource build, CopyTrouble trouble) {
        return Finding.of(
                trouble.fold(missing -> Rule.COPY_MISSING, excluded -> Rule.COPY_EXCLUDED, out -> Rule.COPY_OUTSIDE),
                Origin.file(build.build().dockerfile(), trouble.source().line()),
                "`" + trouble.source().instruction().keyword() + " "
                        + trouble.source().pattern() + "`: " + trouble.sentence(),
                trouble.fold(
                        missing -> "correct the path, which starts from the build context, or make the file before",
                        excluded -> "add `!" + excluded.path() + "` behind that line of `"
                                + excluded.ignoreFile().getFileName() + "`, or take the line out",
                        outside -> "make `build.context` a folder that holds it, or put a copy of it into the context"));
    }
}
