package ai.netrasystems.runner.discovery.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class UsersExtensionsTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void the_value_that_maven_would_take_goes_on_being_loaded() throws IOException {
        Files.createDirectories(root.resolve(".mvn"));
        assertThat(UsersExtensions.of(root, Map.of())).isEmpty();

        Files.writeString(root.resolve(".mvn/jvm.config"), "-Xmx1g -Dmaven.ext.class.path=jvm.jar");
        assertThat(UsersExtensions.of(root, Map.of())).contains("jvm.jar");
        assertThat(UsersExtensions.of(root, Map.of("MAVEN_OPTS", "-Dmaven.ext.class.path='a b.jar'")))
                .contains("a b.jar");

        Files.writeString(root.resolve(".mvn/maven.config"), "-T2\n-Dmaven.ext.class.path=config.jar\n");
        assertThat(UsersExtensions.of(root, Map.of())).contains("config.jar");
        assertThat(UsersExtensions.of(
                        root, Map.of("MAVEN_ARGS", "-Dmaven.ext.class.path=1.jar -Dmaven.ext.class.path=\"2.jar\" -o")))
                .contains("2.jar");
    }

    @Test
    void ours_comes_first() {
        assertThat(UsersExtensions.joined(Path.of("spy.jar"), Optional.of("a.jar")))
                .isEqualTo("spy.jar" + File.pathSeparator + "a.jar");
        assertThat(UsersExtensions.joined(Path.of("spy.jar"), Optional.empty())).isEqualTo("spy.jar");
    }
}
