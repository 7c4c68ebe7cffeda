package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class ContextDigestTest {
    @TempDir
    Path context;

    @BeforeEach
    void files() throws IOException {
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /app\n");
        Files.createDirectories(context.resolve("app"));
        Files.writeString(context.resolve("app/x.py"), "x = 1");
        Files.writeString(context.resolve("app/y.py"), "y = 1");
    }

    private String digest(ContextSender sender) throws IOException {
        BuildContext sent = BuildContext.of(context, context.resolve("Dockerfile"), sender)
                .fold(it -> it, problems -> {
                    throw new AssertionError(problems.toString());
                });
        String digest = ContextDigest.of(sent);
        assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(ContextDigest.of(sent));
        return digest;
    }

    private String digest() throws IOException {
        return digest(ContextSender.BUILDKIT);
    }

    /** As Python leaves them: other bytes after each run, some new, some gone, and the folders' times changed. */
    private void pythonRuns(String run) throws IOException {
        for (String folder : new String[] {"", "app/"}) {
            Path cache = Files.createDirectories(context.resolve(folder + "__pycache__"));
            Files.writeString(cache.resolve("x.cpython-312.pyc"), "compiled by " + run);
            Files.writeString(cache.resolve(run + ".cpython-312.pyc"), run);
        }
        Files.writeString(context.resolve("app/old.pyc"), run);
        Path tests = Files.createDirectories(context.resolve(".pytest_cache/v/cache"));
        Files.writeString(tests.resolve("nodeids"), "[\"" + run + "\"]");
        Files.setLastModifiedTime(context.resolve("app"), FileTime.fromMillis(run.hashCode()));
        Files.setLastModifiedTime(context.resolve("app/x.py"), FileTime.fromMillis(run.hashCode()));
    }

    @ParameterizedTest
    @EnumSource(ContextSender.class)
    void python_changes_what_is_sent_until_three_lines_leave_its_caches_out(ContextSender sender) throws IOException {
        pythonRuns("first");
        String first = digest(sender);
        pythonRuns("second");
        assertThat(digest(sender)).isNotEqualTo(first);

        Files.writeString(context.resolve(".dockerignore"), "**/*.pyc\n**/__pycache__\n**/.pytest_cache\n");
        String clean = digest(sender);
        pythonRuns("third");
        assertThat(digest(sender)).isEqualTo(clean);
    }

    @Test
    void whatever_a_build_can_see_changes_it() throws IOException {
        Set<String> seen = new HashSet<>(Set.of(digest()));
        Files.writeString(context.resolve("app/x.py"), "x = 2");
        assertThat(seen.add(digest())).as("content").isTrue();
        Files.setPosixFilePermissions(context.resolve("app/x.py"), PosixFilePermissions.fromString("rwx------"));
        assertThat(seen.add(digest())).as("mode").isTrue();
        Files.move(context.resolve("app/y.py"), context.resolve("app/z.py"));
        assertThat(seen.add(digest())).as("name").isTrue();
        Files.createDirectory(context.resolve("empty"));
        assertThat(seen.add(digest())).as("empty folder").isTrue();
        Files.createSymbolicLink(context.resolve("link"), Path.of("app/x.py"));
        assertThat(seen.add(digest())).as("link").isTrue();
        Files.delete(context.resolve("link"));
        Files.createSymbolicLink(context.resolve("link"), Path.of("app/z.py"));
        assertThat(seen.add(digest())).as("target of a link").isTrue();
        Files.delete(context.resolve("link"));
        Files.writeString(context.resolve("link"), "app/z.py");
        assertThat(seen.add(digest())).as("a file instead of a link").isTrue();
    }

    @Test
    void one_file_s_content_is_not_another_s() throws IOException {
        String before = digest();
        Files.writeString(context.resolve("app/x.py"), "y = 1");
        Files.writeString(context.resolve("app/y.py"), "x = 1");
        assertThat(digest()).isNotEqualTo(before);
    }

    @Test
    void a_file_that_has_vanished_is_left_out() throws IOException {
        Path dockerfile = context.resolve("Dockerfile");
        BuildContext before = BuildContext.ofFolder(context, context.resolve(".dockerignore"), ContextSender.BUILDKIT)
                .fold(it -> it, problems -> {
                    throw new AssertionError(problems.toString());
                });
        Files.delete(context.resolve("app/y.py"));
        assertThat(ContextDigest.of(before)).isEqualTo(digest());
        assertThat(dockerfile).exists();
    }
}
