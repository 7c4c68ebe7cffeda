package ai.netrasystems.runner.discovery.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Maven's last answer, as it is kept in a file of lines {@code word TAB value}. Anything in the file that is not
 * understood makes the whole of it absent: then Maven is asked again.
 *
 * @param root of the reactor
 * @param key digest of everything that the answer depends on
 * @param sources digest of the sources that the classes were made from; empty where they changed while Maven ran
 * @param buildFiles the files behind {@code key}
 */
record CachedModel(Path root, String key, Optional<String> sources, List<Path> buildFiles, List<MavenModule> modules) {
    private static final String FORMAT = "runner-maven-model 2";

    static Optional<CachedModel> read(Path file) {
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(parse(Files.readAllLines(file, StandardCharsets.UTF_8)))
                    : Optional.empty();
        } catch (IOException | NoSuchElementException | InvalidPathException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    /** Replaces the file as a whole: a reader sees the old answer or the new one. */
    void write(Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory == null ? file : directory);
            Path temporary = Files.createTempFile(directory, "maven-model", ".tmp");
            Files.write(temporary, lines(), StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        lines.add(line("root", root));
        lines.add(line("key", key));
        sources.ifPresent(value -> lines.add(line("sources", value)));
        buildFiles.forEach(file -> lines.add(line("build-file", file)));
        for (MavenModule module : modules) {
            lines.add(line("module", module.path()));
            lines.add(line("directory", module.directory()));
            lines.add(line("packaging", module.packaging()));
            lines.add(line("output", module.outputDirectory()));
            lines.add(line("test-output", module.testOutputDirectory()));
            module.sources().forEach(value -> lines.add(line("source", value)));
            module.dependencies().forEach(value -> lines.add(line("dependency", value)));
            SurefireSettings tests = module.tests();
            lines.add(line("working-directory", tests.workingDirectory()));
            tests.jvmArguments().forEach(value -> lines.add(line("jvm-argument", value)));
            tests.systemProperties().forEach((name, value) -> lines.add(line("property", name, value)));
            tests.environment().forEach((name, value) -> lines.add(line("environment", name, value)));
            tests.includes().forEach(value -> lines.add(line("include", value)));
            tests.excludes().forEach(value -> lines.add(line("exclude", value)));
            tests.notApplied().forEach(value -> lines.add(line("not-applied", value)));
        }
        return lines;
    }

    private static String line(String word, Object... values) {
        StringBuilder line = new StringBuilder(word);
        for (Object value : values) {
            line.append('\t')
                    .append(value.toString()
                            .replace("\\", "\\\\")
                            .replace("\t", "\\t")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r"));
        }
        return line.toString();
    }

    private static CachedModel parse(List<String> lines) {
        if (!lines.get(0).equals(FORMAT)) {
            throw new NoSuchElementException("another format");
        }
        Section head = new Section();
        List<Section> sections = new ArrayList<>(List.of(head));
        for (String line : lines.subList(1, lines.size())) {
            List<String> words = List.of(line.split("\t", -1)).stream()
                    .map(CachedModel::unescape)
                    .toList();
            if (words.get(0).equals("module")) {
                sections.add(new Section());
            }
            sections.get(sections.size() - 1).add(words);
        }
        return new CachedModel(
                head.path("root"),
                head.one("key"),
                head.all("sources").stream().findFirst(),
                head.paths("build-file"),
                sections.stream().skip(1).map(Section::module).toList());
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            if (at != '\\') {
                plain.append(at);
            } else {
                i++;
                char escaped = text.charAt(i);
                plain.append(escaped == 't' ? '\t' : escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
            }
        }
        return plain.toString();
    }

    /** The lines of the head or of one module. */
    private static final class Section {
        private final List<List<String>> lines = new ArrayList<>();

        void add(List<String> words) {
            lines.add(words);
        }

        List<String> all(String word) {
            return lines.stream()
                    .filter(line -> line.get(0).equals(word))
                    .map(line -> line.get(1))
                    .toList();
        }

        String one(String word) {
            return all(word).stream().findFirst().orElseThrow();
        }

        Path path(String word) {
            return Path.of(one(word));
        }

        List<Path> paths(String word) {
            return all(word).stream().map(Path::of).toList();
        }

        Map<String, String> map(String word) {
            Map<String, String> map = new LinkedHashMap<>();
            lines.stream().filter(line -> line.get(0).equals(word)).forEach(line -> map.put(line.get(1), line.get(2)));
            return map;
        }

        MavenModule module() {
            return new MavenModule(
                    one("module"),
                    path("directory"),
                    one("packaging"),
                    path("output"),
                    path("test-output"),
                    paths("source"),
                    paths("dependency"),
                    new SurefireSettings(
                            path("working-directory"),
                            all("jvm-argument"),
                            map("property"),
                            map("environment"),
                            all("include"),
                            all("exclude"),
                            all("not-applied")));
        }
    }
}
