package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class RunFilesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path project;

    @Test
    void the_folder_of_ours_is_ignored_as_a_whole() {
        files().makeIgnored();

        assertThat(ignored()).hasContent("*");
    }

    @Test
    void what_the_user_made_of_it_stays() throws IOException {
        Files.createDirectories(project.resolve(".runner"));
        Files.writeString(ignored(), "cache/\n");

        files().makeIgnored();

        assertThat(ignored()).hasContent("cache/");
    }

    @Test
    void where_nothing_can_be_written_it_is_left_to_what_is_written_next() throws IOException {
        Files.writeString(project.resolve(".runner"), "a file in the way");

        files().makeIgnored();

        assertThat(project.resolve(".runner")).hasContent("a file in the way");
    }

    private RunFiles files() {
        return new RunFiles(project, Optional.empty());
    }

    private Path ignored() {
        return project.resolve(".runner/.gitignore");
    }
}
