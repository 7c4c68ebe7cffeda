package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.CopyNames;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says of a survey what is sent that need not be, a sentence for each rule. */
final class PollutionFindings {
    /** Services that are named; the rest is counted. */
    private static final int NAMED = 3;

    private final ContextSurvey survey;
    private final CopyNames copied;
    private final Map<PollutionKind, Pollution> sent = new EnumMap<>(PollutionKind.class);

    private PollutionFindings(ContextSurvey survey) {
        this.survey = survey;
        this.copied = Copies.names(survey.builds());
        survey.pollution().forEach(it -> sent.put(it.kind(), it));
    }

    static List<Finding> of(ContextSurvey survey) {
        return new PollutionFindings(survey).list();
    }

    private List<Finding> list() {
        List<Finding> findings = new ArrayList<>();
        if (Stream.of(PollutionKind.PYTHON_BYTECODE, PollutionKind.PYTHON_CACHE_FOLDER, PollutionKind.PYTEST_CACHE)
                .anyMatch(sent::containsKey)) {
            findings.add(python());
        }
        for (Pollution pollution : sent.values()) {
            switch (pollution.kind()) {
                case PYTHON_BYTECODE, PYTHON_CACHE_FOLDER, PYTEST_CACHE -> {}
                case BUILD_OUTPUT ->
                    findings.add(finding(
                            Rule.CONTEXT_BUILD_OUTPUT,
                            files(pollution) + " of a build's output that no COPY names" + in(pollution),
                            leaveOut(pollution.paths())));
                case NODE_MODULES -> findings.add(folder(pollution, "install the modules in the image"));
                case GIT -> findings.add(folder(pollution, "pass what the build needs of it as a build argument"));
                case RUNNER_FILES -> findings.add(folder(pollution, "copy what the image needs by its name"));
                case LARGE_FILE ->
                    findings.add(finding(
                            Rule.CONTEXT_LARGE_FILE,
                            counted(pollution.files(), "large file") + " that no COPY names" + in(pollution),
                            leaveOut(pollution.paths())));
            }
        }
        return findings;
    }

    private Finding python() {
        Pollution bytecode = tally(PollutionKind.PYTHON_BYTECODE);
        Pollution folders = tally(PollutionKind.PYTHON_CACHE_FOLDER);
        Pollution pytest = tally(PollutionKind.PYTEST_CACHE);
        List<String> what = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        if (bytecode.files() > 0) {
            what.add(counted(bytecode.files(), "`.pyc` file"));
            lines.add("**/*.pyc");
        }
        if (folders.folders() + folders.files() > 0) {
            String some = counted(folders.folders(), "`__pycache__` folder");
            what.add(folders.files() > 0 ? counted(folders.files(), "other file") + " in " + some : some);
            lines.add("**/__pycache__");
        }
        String caches =
                what.size() == 2 && folders.files() == 0 ? String.join(" in ", what) : String.join(" and ", what);
        String tests = pytest.files() > 0 ? counted(pytest.files(), "file") + " of `.pytest_cache`" : "`.pytest_cache`";
        if (pytest.files() + pytest.folders() > 0) {
            lines.add("**/.pytest_cache");
            caches = caches.isEmpty() ? tests : caches + " and " + tests;
        }
        long bytes = bytecode.bytes() + folders.bytes() + pytest.bytes();
        return finding(
                Rule.CONTEXT_PYTHON_CACHE,
                caches + " (" + ByteSizeText.shown(bytes) + ")",
                leaveOut(lines) + "; `runner doctor --fix` does it, and deletes what is not tracked");
    }

    private Pollution tally(PollutionKind kind) {
        return sent.getOrDefault(kind, new Pollution(kind, 0, 0, 0, List.of()));
    }

    /** A folder that is of no use in an image, even where a COPY names it. */
    private Finding folder(Pollution pollution, String instead) {
        boolean needed = pollution.paths().stream().anyMatch(copied::nameFolder);
        String name = switch (pollution.kind()) {
            case GIT -> ".git";
            case RUNNER_FILES -> ".runner";
            default -> "node_modules";
        };
        String leaveOut = leaveOut(List.of("**/" + name));
        return finding(
                pollution.kind().rule(),
                files(pollution) + in(pollution),
                needed ? instead + " instead of copying them, then " + leaveOut : leaveOut);
    }

    private Finding finding(Rule rule, String sends, String fix) {
        Origin where = Files.exists(survey.ignoreFile())
                ? Origin.file(survey.ignoreFile(), 0)
                : survey.builds().get(0).build().origin();
        return Finding.of(rule, where, "the build context of " + services() + " sends " + sends, fix);
    }

    private String services() {
        List<String> names = survey.builds().stream()
                .map(BuildSource::service)
                .distinct()
                .map(it -> "`" + it + "`")
                .toList();
        String named = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? named + " and " + (names.size() - NAMED) + " more" : named;
    }

    private String leaveOut(List<String> lines) {
        String all = lines.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
        return "add " + all + " to `" + survey.ignoreFile().getFileName() + "`";
    }

    private static String in(Pollution pollution) {
        String paths = pollution.paths().stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
        return " (" + ByteSizeText.shown(pollution.bytes()) + "): " + paths;
    }

    private static String files(Pollution pollution) {
        return counted(pollution.files(), "file");
    }

    private static String counted(long count, String what) {
        return String.format(Locale.ROOT, "%,d %s%s", count, what, count == 1 ? "" : "s");
    }
}
