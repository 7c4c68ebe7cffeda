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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StagingProfileTest {
    private static final WebSocketSettings WEBSOCKET = webSocket("wss://b.netrasystems.ai/ws");

    @Test
    void the_host_of_the_websocket_is_an_origin_like_any_other() {
        assertThat(profile(WEBSOCKET, "https://a.netrasystems.ai", "https://a.netrasystems.ai/base")
                        .origins())
                .containsExactly(URI.create("https://a.netrasystems.ai"), URI.create("https://b.netrasystems.ai"));
    }

    @Test
    void tests_find_in_variables_what_they_must_know() {
        StagingProfile profile = profile(WEBSOCKET, "https://a.netrasystems.ai");

        assertThat(profile.variables())
                .isEqualTo(Map.of(
                        "BACKEND_URL",
                        "https://a.netrasystems.ai",
                        "WEBSOCKET_URL",
                        "wss://b.netrasystems.ai/ws",
                        "WEBSOCKET_SUBPROTOCOLS",
                        "jwt-auth,e2e-testing",
                        "RUNNER_STAGING_DOMAIN",
                        "netrasystems.ai"));
        assertThat(profile.offers("backend")).isTrue();
        assertThat(profile.offers("postgres")).isFalse();
        assertThat(profile.acceptedBy()).contains(URI.create("https://a.netrasystems.ai/me"));
        assertThat(profile.tokenEndpoint()).isEmpty();
    }

    @Test
    void an_origin_has_the_port_only_where_it_is_not_the_schemes_own() {
        StagingProfile profile = profile(
                webSocket("wss://a.netrasystems.ai/ws"),
                "https://A.netrasystems.ai:443/base",
                "https://a.netrasystems.ai",
                "https://a.netrasystems.ai:8443");

        assertThat(profile.origins())
                .containsExactly(URI.create("https://a.netrasystems.ai"), URI.create("https://a.netrasystems.ai:8443"));
    }

    @Test
    void a_url_that_anybody_can_read_or_that_hides_its_host_breaks_the_rule() {
        StagingProfile profile = profile(
                webSocket("ws://a.netrasystems.ai/ws"),
                "http://a.netrasystems.ai",
                "https://u@a.netrasystems.ai",
                "https://a.b.netrasystems.ai",
                "https://a.netrasystems.ai");

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

        assertThat(holders).containsExactly("netra.yml");
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

    private static StagingProfile profile(WebSocketSettings webSocket, String... services) {
        return new StagingProfile(
                "p",
                new DomainRule("netrasystems.ai"),
                Stream.of(services)
                        .map(url ->
                                new StagingProfile.Offered(new ServiceEndpoint("backend", URI.create(url)), "/health"))
                        .toList(),
                Optional.of(webSocket),
                new DeclarationRule(List.of("staging"), List.of(), Optional.empty()),
                false,
                new StagingProfile.Login(
                        new TokenRule.Fixed(new SecretPlace.Env("TOKEN")), Optional.of("/me"), TestUsers.SHARED),
                CallLimits.STANDARD);
    }

    private static WebSocketSettings webSocket(String url) {
        return new WebSocketSettings(
                URI.create(url),
                WebSocketSettings.STANDARD_SUBPROTOCOLS,
                WebSocketTimeouts.forEnvironment(EnvironmentName.STAGING));
    }
}
