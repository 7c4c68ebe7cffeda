package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What lies where a Dockerfile or an ignore file should is refused by name, and waited for by nobody. */
@Tag("unit")
class TextFileTest {
    @TempDir
    Path folder;

    @Test
    void a_folder_is_none() throws IOException {
        Path path = Files.createDirectory(folder.resolve("Dockerfile"));

        assertThat(problem(Dockerfile.read(path))).isEqualTo("can't be read: it is a folder");
        assertThat(problem(DockerIgnore.read(path))).isEqualTo("can't be read: it is a folder");
    }

    @Test
    @Timeout(20)
    void a_pipe_is_none_and_is_not_read() throws Exception {
        Path pipe = folder.resolve("Dockerfile");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(made.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(problem(Dockerfile.read(pipe))).contains("no regular file");
        assertThat(problem(DockerIgnore.read(pipe))).contains("no regular file");
    }

    @Test
    void what_nobody_wrote_by_hand_is_too_large() throws IOException {
        Path large = folder.resolve("Dockerfile");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThat(problem(Dockerfile.read(large))).contains("larger than 4 MiB");
        assertThat(problem(DockerIgnore.read(large))).contains("larger than 4 MiB");
    }

    @Test
    void an_ignore_file_that_is_not_there_excludes_nothing() {
        assertThat(DockerIgnore.read(folder.resolve(".dockerignore")))
                .isInstanceOfSatisfying(
                        Checked.Valid.class,
                        valid -> assertThat(((DockerIgnore) valid.value()).isEmpty())
                                .isTrue());
    }

    private static <T> String problem(Checked<T> read) {
        return read.<List<Problem>>fold(fine -> List.of(), List::copyOf).get(0).message();
    }
}
