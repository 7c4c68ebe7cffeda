package ai.netrasystems.runner.cli.command;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The value of {@code --classpath}: entries as {@code java -cp} takes them, {@code folder/*} for its jars among them.
 * Other than there, an entry that does not exist is an error: it is a typing error more often than not, and would
 * silently select nothing.
 */
record ClasspathWords(Path workingDirectory) {
    private static final Pattern SEPARATOR = Pattern.compile(File.pathSeparator, Pattern.LITERAL);

    Checked<List<Path>> entries(String text) {
        List<Path> entries = new ArrayList<>();
        for (String word : SEPARATOR.split(text, -1)) {
            if (word.isEmpty()) {
                continue;
            }
            try {
                if (!add(word, entries)) {
                    return problem("no such file or folder: " + word, "relative paths start from " + workingDirectory);
                }
            } catch (InvalidPathException invalid) {
                return problem("`" + word + "` is no path", invalid.getReason());
            }
        }
        return Checked.valid(entries);
    }

    private boolean add(String word, List<Path> entries) {
        boolean jarsOf = word.equals("*") || word.endsWith("/*") || word.endsWith(File.separator + "*");
        Path path = workingDirectory
                .resolve(jarsOf ? word.substring(0, word.length() - 1) : word)
                .normalize();
        if (jarsOf && Files.isDirectory(path)) {
            entries.addAll(jars(path));
            return true;
        }
        entries.add(path);
        return Files.exists(path);
    }

    /** Sorted, so that two runs have the same classpath; {@code java -cp} leaves the order open. */
    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Checked<List<Path>> problem(String message, String hint) {
        String option = Option.CLASSPATH.text();
        return Checked.invalid(Problem.of(option + ": " + message, Origin.commandLine(option), hint));
    }
}
