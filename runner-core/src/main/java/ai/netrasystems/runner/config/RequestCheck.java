package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.config.tags.TagSyntax;
import ai.netrasystems.runner.config.yaml.Names;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.List;

/** Whether a command line makes sense with a configuration: its names exist, its options agree. Pure. */
public final class RequestCheck {
    /** The mode that needs no {@code runner.yml}. */
    public static final ModeName FAST_FEEDBACK = new ModeName("fast_feedback");

    /** The category of {@code --staging-e2e}. */
    public static final CategoryName E2E = new CategoryName("e2e");

    private RequestCheck() {}

    /** The request as it is, or everything that is wrong with it. */
    public static Checked<RunRequest> check(RunRequest request, RunnerConfig config) {
        Problems problems = new Problems();
        request.mode().ifPresent(mode -> mode(mode, config, problems));
        request.selection().categories().forEach(category -> category(category, "--category", config, problems));
        if (request.where().stagingE2e() && request.selection().categories().isEmpty()) {
            category(E2E, "--staging-e2e", config, problems);
        }
        request.where()
                .staging()
                .filter(name -> !config.staging().names().contains(name))
                .ifPresent(name -> problems.add(Names.unknown(
                        name.value(), "staging profile", config.staging().names(), Origin.commandLine("--staging"))));
        selection(request.selection(), problems);
        problems.addAll(RequestConflicts.of(request, config));
        return problems.check(() -> request);
    }

    private static void mode(ModeName mode, RunnerConfig config, Problems problems) {
        Origin option = Origin.commandLine("--execution-mode");
        if (config.file().isEmpty()) {
            if (!mode.equals(FAST_FEEDBACK)) {
                problems.add(
                        "there is no mode `" + mode + "`: there is no " + ConfigReader.FILE_NAME,
                        option,
                        "without one, the only mode is `" + FAST_FEEDBACK + "`");
            }
        } else if (!config.modes().containsKey(mode)) {
            problems.add(Names.unknown(mode.value(), "mode", config.modes().keySet(), option));
        }
    }

    private static void category(CategoryName category, String by, RunnerConfig config, Problems problems) {
        Origin option = Origin.commandLine(by);
        if (config.hasCategory(category)) {
            return;
        }
        if (config.file().isEmpty()) {
            problems.add(
                    "there is no category `" + category + "`: there is no " + ConfigReader.FILE_NAME,
                    option,
                    "categories stand in " + ConfigReader.FILE_NAME + "; `--include-tag` works without");
        } else {
            problems.add(Names.unknown(
                    category.value(), "category", config.categories().keySet(), option));
        }
    }

    private static void selection(Selection selection, Problems problems) {
        tags(selection.includeTags(), "--include-tag", problems);
        tags(selection.excludeTags(), "--exclude-tag", problems);
        for (String method : selection.methods()) {
            int hash = method.indexOf('#');
            if (hash <= 0 || hash == method.length() - 1) {
                problems.add(Problem.of(
                        "`" + method + "` names no method",
                        Origin.commandLine("--select-method"),
                        "write it like com.example.CartTest#adds or com.example.CartTest#adds(int, java.lang.String)"));
            }
        }
        for (String test : selection.tests()) {
            if (test.isBlank() || test.startsWith("#") || test.endsWith("#")) {
                problems.add(Problem.of(
                        "`" + test + "` is no GLOB or GLOB#METHOD",
                        Origin.commandLine("--test"),
                        "write it like 'Cart*' or 'Cart*#adds*'"));
            }
        }
        if (!selection.tests().isEmpty() && selection.classes().stream().anyMatch(name -> name.indexOf('$') >= 0)) {
            problems.add(Problem.of(
                    "`--select-class` of a nested class can't be combined with `--test`",
                    Origin.commandLine("--select-class"),
                    "name the top-level class there, or both in `--test`"));
        }
    }

    private static void tags(List<String> expressions, String option, Problems problems) {
        expressions.forEach(text -> problems.addFrom(TagSyntax.parse(text, Origin.commandLine(option))));
    }
}
