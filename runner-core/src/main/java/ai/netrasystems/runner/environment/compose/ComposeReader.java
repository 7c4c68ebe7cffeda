package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Unsupported;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a Compose file, with the {@code .env} beside it and the files whose services it extends. What is wrong is a problem with file and line; all of it is
 * listed. Thread-safe.
 */
public final class ComposeReader {
    private static final Set<String> TAGS = Set.of("!reset", "!override");

    private final Map<String, String> variables;

    /** A reader that interpolates these variables: the runner's own environment variables, as Compose does. */
    public ComposeReader(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The file's services, or what is wrong with them. */
    public Checked<ComposeFile> read(Path file) {
        return YamlDocument.read(file).then(document -> new ComposeReading(document, variables).checked());
    }

    /** All that can be said of the file, whatever is wrong with it; never refuses. */
    public ComposeSurvey survey(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return YamlDocument.read(absolute)
                .<ComposeSurvey>fold(
                        document -> new ComposeReading(document, variables).survey(),
                        problems -> unreadable(absolute, problems));
    }

    /** Compose merges several documents and knows tags of its own. */
    private static ComposeSurvey unreadable(Path file, List<Problem> problems) {
        Map<Problem, String> beyond = new LinkedHashMap<>();
        for (Problem problem : problems) {
            if (problem.equals(YamlDocument.secondDocument(problem.where()))) {
                beyond.put(problem, "a second document (`---`)");
            }
            TAGS.stream()
                    .filter(tag -> problem.equals(YamlDocument.unknownTag(tag, problem.where())))
                    .forEach(tag -> beyond.put(problem, "`" + tag + "`"));
        }
        return ComposeSurvey.unreadable(
                file,
                problems.stream()
                        .filter(problem -> !beyond.containsKey(problem))
                        .toList(),
                beyond.entrySet().stream()
                        .map(entry -> new Unsupported(Optional.empty(), entry.getValue(), entry.getKey()))
                        .toList());
    }

    /** Reports keys that the specification does not know; extension fields are free, but a misspelt one of ours is not. */
    static void checkKeys(YamlMap map, String what, Collection<String> known, Problems problems) {
        for (YamlMap.Entry entry : map.entries().values()) {
            boolean extension = entry.key().startsWith(ComposeKeys.EXTENSION);
            boolean misspelt = extension
                    && !entry.key().equals(ComposeKeys.RUNNER)
                    && DidYouMean.closest(entry.key(), List.of(ComposeKeys.RUNNER))
                            .isPresent();
            if (misspelt) {
                unknown(entry.key(), entry.keyOrigin(), what, List.of(ComposeKeys.RUNNER), problems);
            } else if (!extension && !known.contains(entry.key())) {
                unknown(entry.key(), entry.keyOrigin(), what, known, problems);
            }
        }
    }

    private static void unknown(String key, Origin where, String what, Collection<String> known, Problems problems) {
        String message = "unknown key `" + key + "` in " + what;
        DidYouMean.closest(key, known)
                .ifPresentOrElse(
                        near -> problems.add(message, where, "did you mean `" + near + "`?"),
                        () -> problems.add(message, where, "keys of your own begin with `x-`"));
    }
}
