package ai.netrasystems.runner.discovery.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files that decide what Maven answers, and the digest of their content. */
final class BuildFiles {
    private static final Pattern VARIABLE = Pattern.compile("\\benv\\.([A-Za-z_][A-Za-z0-9_]*)");

    private BuildFiles() {}

    /** These POMs and every parent POM that they name by a path. */
    static List<Path> of(Collection<Path> poms) {
        Set<Path> found = new TreeSet<>();
        poms.forEach(pom -> withParents(pom, found));
        return List.copyOf(found);
    }

    private static void withParents(Path pom, Set<Path> into) {
        Path directory = pom.getParent();
        if (directory == null || !Files.isRegularFile(pom) || !into.add(pom)) {
            return;
        }
        Optional<String> parent = PomFile.read(pom).parent();
        if (parent.isPresent()) {
            Path named = directory.resolve(parent.get()).normalize();
            withParents(Files.isDirectory(named) ? named.resolve("pom.xml") : named, into);
        }
    }

    /** The environment variables that these files name, as {@code NAME=value}: the answer may hang on any of them. */
    static List<String> variablesOf(List<Path> files, Map<String, String> environment) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                VARIABLE.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .results()
                        .forEach(found -> names.add(found.group(1)));
            }
        }
        return names.stream()
                .map(name -> name + "=" + environment.getOrDefault(name, ""))
                .toList();
    }

    /**
     * The digest of these files, of all in {@code .mvn}, and of words that matter as much (the JDK, Maven's options).
     * A file that is gone counts as such.
     */
    static String digest(Path root, List<Path> files, List<String> words) throws IOException {
        MessageDigest digest = Digests.sha256();
        words.forEach(word -> add(digest, word.getBytes(StandardCharsets.UTF_8)));
        Set<Path> all = new TreeSet<>(files);
        Path settings = root.resolve(".mvn");
        if (Files.isDirectory(settings)) {
            try (Stream<Path> inside = Files.walk(settings)) {
                inside.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        for (Path file : all) {
            add(digest, file.toString().getBytes(StandardCharsets.UTF_8));
            add(digest, Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0]);
        }
        return Digests.hex(digest.digest());
    }

    /** With its length in front, so that two neighbours cannot be mistaken for two others. */
    private static void add(MessageDigest digest, byte[] part) {
        digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
        digest.update(part);
    }
}
