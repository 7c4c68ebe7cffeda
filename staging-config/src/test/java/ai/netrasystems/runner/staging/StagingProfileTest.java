package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StagingProfileTest {
    private static final StagingProfile NETRA = StagingProfile.netra();

    @Test
    void netra_has_the_shipped_hosts() {
        assertThat(NETRA.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "BACKEND_URL", "https://staging.netrasystems.ai",
                        "AUTH_SERVICE_URL", "https://staging.netrasystems.ai",
                        "FRONTEND_URL", "https://staging.netrasystems.ai",
                        "WEBSOCKET_URL", "wss://api-staging.netrasystems.ai/api/v1/websocket"));
        assertThat(NETRA.environments()).containsExactly("staging");
        assertThat(NETRA.tokenEndpoint()).contains(URI.create("https://staging.netrasystems.ai/auth/e2e/test-auth"));
        assertThat(NETRA.violations()).isEmpty();
        assertThat(List.of("postgres", "redis", "migration")).noneMatch(NETRA::offers);
        assertThat(List.of("backend", "auth", "frontend")).allMatch(NETRA::offers);
    }

    @Test
    void the_host_of_the_websocket_is_an_origin_like_any_other() {
        assertThat(NETRA.origins())
                .containsExactly(
                        URI.create("https://staging.netrasystems.ai"),
                        URI.create("https://api-staging.netrasystems.ai"));
    }

    @Test
    void an_origin_has_the_port_only_where_it_is_not_the_schemes_own() {
        StagingProfile profile = new StagingProfile(
                "p",
                List.of(
                        offered("https://A.netrasystems.ai:443/base"),
                        offered("https://a.netrasystems.ai"),
                        offered("https://a.netrasystems.ai:8443")),
                URI.create("wss://a.netrasystems.ai/ws"),
                List.of(),
                "/token");

        assertThat(profile.origins())
                .containsExactly(URI.create("https://a.netrasystems.ai"), URI.create("https://a.netrasystems.ai:8443"));
    }

    @Test
    void a_url_that_anybody_can_read_or_that_hides_its_host_breaks_the_rule() {
        StagingProfile profile = new StagingProfile(
                "p",
                List.of(
                        offered("http://a.netrasystems.ai"),
                        offered("https://u@a.netrasystems.ai"),
                        offered("https://a.b.netrasystems.ai"),
                        offered("https://a.netrasystems.ai")),
                URI.create("ws://a.netrasystems.ai/ws"),
                List.of(),
                "/token");

        assertThat(profile.violations())
                .extracting(DomainVerdict.Refused::host)
                .containsExactly("a.netrasystems.ai", "a.netrasystems.ai", "a.b.netrasystems.ai", "a.netrasystems.ai");
    }

    /** The predecessor had five files with other URLs each. */
    @Test
    void no_second_place_of_the_repository_holds_the_urls() throws IOException {
        Path root = Path.of("..").toAbsolutePath().normalize();
        List<Path> places = List.of(
                root.resolve("staging-config/src/main"),
                root.resolve("runner-core/src/main"),
                root.resolve("runner-cli/src/main"),
                root.resolve("runner-worker/src/main"),
                root.resolve("golden-path-stack/src/main"),
                root.resolve("mission-critical-tests/src"),
                root.resolve("docker"),
                root.resolve("dockerfiles"));

        List<String> holders = places.stream()
                .filter(Files::isDirectory)
                .flatMap(StagingProfileTest::files)
                .filter(StagingProfileTest::holdsAUrl)
                .map(file -> file.getFileName().toString())
                .toList();

        assertThat(holders).containsExactly("StagingProfile.java");
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsAUrl(Path file) {
        try {
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return text.contains("://staging.netrasystems.ai") || text.contains("://api-staging.netrasystems.ai");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StagingProfile.Offered offered(String url) {
        return new StagingProfile.Offered(new ServiceEndpoint("backend", URI.create(url)), "/health");
    }
}
