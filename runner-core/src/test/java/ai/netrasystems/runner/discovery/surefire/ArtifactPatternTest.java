package ai.netrasystems.runner.discovery.surefire;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.discovery.maven.MavenArtifact;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class ArtifactPatternTest {
    @ParameterizedTest
    @CsvSource({
        "org.a, true, true",
        "org.a:lib, true, true",
        "org.*:l*b, true, true",
        "org.b:lib, false, false",
        "org.a:lib:test-jar, false, true",
        "org.a:lib:jar:2, true, false",
        "org.a:lib:jar:3, false, false",
        "org.a:lib:test-jar:tests, false, true",
        "org.a:lib:test-jar:tests:2, false, true",
        "org.a:lib:jar:*:2, true, false",
        "*:jar:*, true, false"
    })
    void parts_that_are_given_must_match(String pattern, boolean jar, boolean testJar) {
        assertThat(ArtifactPattern.matchesAny(List.of(pattern), artifact("jar", "")))
                .isEqualTo(jar);
        assertThat(ArtifactPattern.matchesAny(List.of("x", pattern), artifact("test-jar", "tests")))
                .isEqualTo(testJar);
    }

    private static MavenArtifact artifact(String type, String classifier) {
        return new MavenArtifact(Path.of("x.jar"), "org.a", "lib", "2", type, classifier, "test", true);
    }
}
