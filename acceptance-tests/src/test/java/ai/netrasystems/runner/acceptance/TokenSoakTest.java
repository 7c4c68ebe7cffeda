package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.AccessToken;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two minutes on tokens that live for five seconds; the service itself is the witness. Too long for each change:
 * {@code ./mvnw -Pacceptance -pl golden-path-stack,acceptance-tests -am -DskipTests verify -Dtest=TokenSoakTest
 * -DexcludedGroups= -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("soak")
class TokenSoakTest {
    private static final Path SOURCES = Path.of("src/test/resources/soak");
    private static final int CLASSES = 14;

    @TempDir
    private Path folder;

    @Test
    void four_workers_never_meet_an_expired_token_and_no_two_logins_are_under_way_at_once() throws Exception {
        Folders.copy(SOURCES, folder);
        Path log = folder.resolve("soak.log");
        CompiledTests tests = CompiledTests.of(
                folder, "junit-6.1", "Soak", Files.readString(SOURCES.resolve("Soak.java")), List.of(stagingConfig()));

        Finished run = new RunnerCommand(
                        folder,
                        Workspace.root().resolve("runner").toString(),
                        List.of(
                                "--classpath",
                                tests.classpath(),
                                "--compose",
                                "docker-compose.yml",
                                "--environment",
                                "local",
                                "--workers",
                                "4",
                                "--output",
                                "json"))
                .with("SOAK_LOG", log.toString())
                .run();

        assertThat(run.exitCode()).as(run.text()).isZero();
        List<Map<String, Object>> events = Journals.parse(run.out());
        assertThat(Journals.testsWith(events, "passed")).hasSize(CLASSES);
        assertThat(Journals.ofKind(events, "worker-started"))
                .as("each outlives its variable, so none takes a second class")
                .hasSize(CLASSES);
        List<String> lines = Files.readAllLines(log);
        assertThat(lines.stream().filter(line -> line.startsWith("login e2e@runner.test")))
                .as("renewals, and the first login")
                .hasSizeGreaterThan(24);
        assertThat(lines.stream().filter(line -> line.startsWith("login")))
                .as("the last number: logins under way")
                .allMatch(line -> line.endsWith(" 1"));
        assertThat(lines.stream().filter(line -> line.startsWith("login e2e+")).map(line -> line.split(" ", -1)[1]))
                .as("users of their own, whose tokens were renewed too")
                .hasSizeGreaterThan(CLASSES * 4);
        assertThat(lines).doesNotContain("api 401");
        assertThat(lines.stream().filter("api 200"::equals)).hasSizeGreaterThanOrEqualTo(4 * 1200);
        assertThat(run.out()).contains("has outlived its token").doesNotContain("soak-");
    }

    /** A jar, as `verify` packages the module first: a folder would be looked through for tests. */
    private static Path stagingConfig() throws URISyntaxException, IOException {
        return Path.of(AccessToken.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toRealPath();
    }
}
