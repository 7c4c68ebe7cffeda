package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.process.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever lies in a context, whatever its ignore file says and its Dockerfile copies. */
@Tag("unit")
class FixPropertiesTest {
    @Provide
    Arbitrary<List<String>> files() {
        Arbitrary<String> folder = Arbitraries.of("", "a/", "a/b/", "src/", "src/a/", ".git/", "x.pyc/");
        Arbitrary<String> cache = Arbitraries.of("", "", "__pycache__/", ".pytest_cache/", "__pycache__/__pycache__/");
        Arbitrary<String> name = Arbitraries.of("m.pyc", "n.cpython-312.pyc", "m.py", "keep", "o.pyo", "x.pyc");
        return net.jqwik.api.Combinators.combine(folder, cache, name)
                .as((a, b, c) -> a + b + c)
                .list()
                .ofMaxSize(14);
    }

    @Provide
    Arbitrary<List<String>> ignored() {
        return Arbitraries.of(
                        "*",
                        "**",
                        "a",
                        "**/*.pyc",
                        "**/__pycache__",
                        "**/.pytest_cache",
                        "*.pyc",
                        "src",
                        "!src",
                        "!src/**",
                        "!src/*",
                        "!a/b",
                        "!**/m.pyc",
                        "!a/__pycache__",
                        "!.pytest_cache/keep",
                        "# x",
                        "**/*.py[co]",
                        "!**",
                        "a/*",
                        "**/m.pyc",
                        ".git")
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> copied() {
        return Arbitraries.of(
                        "COPY . /", "COPY a /", "COPY a/*.pyc /", "COPY src/* /", "ADD a/__pycache__ /", "COPY m.* /")
                .list()
                .ofMaxSize(2);
    }

    @Property(tries = 120)
    void a_second_fix_has_nothing_to_do_and_the_first_deleted_caches_alone(
            @ForAll("files") List<String> files,
            @ForAll("ignored") List<String> ignored,
            @ForAll("copied") List<String> copied)
            throws IOException {
        check(files, ignored, copied, Optional.empty());
    }

    @Property(tries = 40)
    void the_same_holds_where_git_tracks_some(
            @ForAll("files") List<String> files,
            @ForAll("files") List<String> tracked,
            @ForAll("ignored") List<String> ignored,
            @ForAll("copied") List<String> copied)
            throws IOException {
        List<String> all = new ArrayList<>(files);
        all.addAll(tracked);
        check(all, ignored, copied, Optional.of(tracked));
    }

    private static void check(
            List<String> files, List<String> ignored, List<String> copied, Optional<List<String>> tracked)
            throws IOException {
        Path folder = Files.createTempDirectory("netra-fix");
        try {
            FixProject project = new FixProject(folder).noGit();
            List<String> dockerfile = new ArrayList<>(List.of("FROM scratch"));
            dockerfile.addAll(copied);
            project.context("", dockerfile.toArray(String[]::new)).file(".dockerignore", String.join("\n", ignored));
            for (String file : files) {
                if (!Files.exists(project.path(file)) && hasRoom(project, file)) {
                    project.files(file);
                }
            }
            if (tracked.isEmpty()) {
                project.environment("PATH", "");
            } else {
                project.repository();
            }
            for (String file : tracked.orElse(List.of())) {
                if (Files.isRegularFile(project.path(file)) && !file.startsWith(".git/")) {
                    project.git("add", "-f", file);
                }
            }
            Map<String, String> before = contents(project);
            Set<String> planned = new TreeSet<>(project.deleted());

            FixResult result = project.fix();

            assertThat(result.failed()).isEmpty();
            assertThat(project.plan().isEmpty()).as("%s", project.plan()).isTrue();
            Map<String, String> after = contents(project);
            Set<String> gone = new TreeSet<>(before.keySet());
            gone.removeAll(after.keySet());
            assertThat(gone)
                    .isEqualTo(planned)
                    .noneMatch(tracked.orElse(List.of())::contains)
                    .allMatch(it -> it.endsWith(".pyc") || it.endsWith("__pycache__") || it.contains(".pytest_cache"))
                    .noneMatch(it -> it.startsWith(".git/"));
            after.forEach((path, content) -> {
                if (!path.equals(".dockerignore")) {
                    assertThat(content).isEqualTo(before.get(path));
                }
            });
            assertThat(after.get(".dockerignore")).startsWith(String.valueOf(before.get(".dockerignore")));
        } finally {
            assertThat(FileTree.remove(folder)).isTrue();
        }
    }

    private static boolean hasRoom(FixProject project, String file) {
        for (Path above = Path.of(file).getParent(); above != null; above = above.getParent()) {
            if (Files.isRegularFile(project.path(above.toString()))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> contents(FixProject project) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(project.root())) {
            for (Path path : paths.toList()) {
                all.put(
                        project.root().relativize(path).toString(),
                        Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                                ? ""
                                : Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }
}
