package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ReactorTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void is_the_outermost_pom_that_counts_the_nearest_among_its_modules() throws IOException {
        pom(".", "<modules><module>group</module></modules>");
        pom("group", "<profiles><profile><modules><module>sub/leaf</module></modules></profile></profiles>");
        pom("group/sub/leaf", "");
        Path inside = Files.createDirectories(folder.resolve("group/sub/leaf/src/test/java"));

        assertThat(Reactor.rootOf(inside)).contains(folder);
    }

    @Test
    void ends_below_a_pom_that_does_not_list_the_project() throws IOException {
        pom(".", "<modules><module>other</module></modules>");
        pom("other", "");
        pom("mine", "");

        assertThat(Reactor.rootOf(folder.resolve("mine"))).contains(folder.resolve("mine"));
    }

    @Test
    void a_module_may_be_named_by_its_pom_file_and_a_pom_may_be_broken() throws IOException {
        pom(".", "<modules><module>leaf/pom.xml</module><module>broken</module></modules>");
        pom("leaf", "");
        Files.writeString(Files.createDirectories(folder.resolve("broken")).resolve("pom.xml"), "<project");

        assertThat(Reactor.rootOf(folder.resolve("leaf"))).contains(folder);
    }

    @Test
    void parents_that_are_named_by_a_path_are_build_files_too() throws IOException {
        pom("parent", "");
        pom("leaf", "<parent><relativePath>../parent</relativePath></parent>");

        assertThat(BuildFiles.of(List.of(folder.resolve("leaf/pom.xml"))))
                .containsExactly(folder.resolve("leaf/pom.xml"), folder.resolve("parent/pom.xml"));
    }

    private void pom(String path, String content) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(path).normalize());
        Files.writeString(directory.resolve("pom.xml"), "<project>" + content + "</project>");
    }
}
