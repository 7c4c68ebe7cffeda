package ai.netrasystems.runner.doctor.fix;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Python's caches: how they are called, and the lines that leave them out of a build context. */
enum PythonCaches {
    BYTECODE("**/*.pyc", ".pyc"),
    FOLDER("**/__pycache__", "__pycache__"),
    PYTEST("**/.pytest_cache", ".pytest_cache");

    private final String line;
    private final String word;

    PythonCaches(String line, String word) {
        this.line = line;
        this.word = word;
    }

    String line() {
        return line;
    }

    /** The lines of all kinds. */
    static List<String> lines() {
        return Arrays.stream(values()).map(PythonCaches::line).toList();
    }

    /** Whether a pattern means some of these by name. */
    boolean isMeantBy(String pattern) {
        return pattern.contains(word);
    }

    /** Whether something of that name is one. */
    boolean isName(String name) {
        return this == BYTECODE ? name.endsWith(word) : name.equals(word);
    }

    /** Whether the path, or a folder above it, is called so: what the line leaves out. */
    boolean takes(String path) {
        return path.contains(word) && Arrays.stream(path.split("/", -1)).anyMatch(this::isName);
    }

    /** Paths that nobody has, and which the line leaves out. */
    Stream<String> examples(String folder) {
        String name = this == BYTECODE ? "runner-doctor" + word : word;
        return List.of("", "runner-doctor/", "runner-doctor/doctor/").stream()
                .map(it -> (folder.isEmpty() ? "" : folder + "/") + it + name);
    }

    /** Whether a pattern means some of any kind by name. */
    static boolean isNamedIn(String pattern) {
        return Arrays.stream(values()).anyMatch(it -> it.isMeantBy(pattern));
    }
}
