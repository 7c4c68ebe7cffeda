package ai.netrasystems.runner.config.profile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.staging.CallLimits;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TestUsers;
import ai.netrasystems.runner.staging.TokenRule;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ProfileReaderTest {
    private static final Path DIRECTORY = Path.of("project").toAbsolutePath();
    private static final String PLAIN = "target: {declaration: plain}\n";
    private static final String FIXED = "token: {source: fixed, secret-env: TOKEN}\n";
    private static final String SYSTEM =
            "domain: acme.example\nservices: {backend: {url: \"https://a.acme.example\"}}\n";
    private static final String MINIMAL = SYSTEM + PLAIN + FIXED;

    private final Problems problems = new Problems();

    @Test
    void netra_has_the_shipped_hosts_each_written_once() {
        StagingProfile netra = BuiltInProfiles.find(new ProfileName("netra")).orElseThrow();

        assertThat(netra.variables())
                .containsEntry("BACKEND_URL", "https://staging.netrasystems.ai")
                .containsEntry("AUTH_SERVICE_URL", "https://staging.netrasystems.ai")
                .containsEntry("FRONTEND_URL", "https://staging.netrasystems.ai")
                .containsEntry("WEBSOCKET_URL", "wss://api-staging.netrasystems.ai/api/v1/websocket")
                .containsEntry("WEBSOCKET_SUBPROTOCOLS", "jwt-auth,e2e-testing");
        assertThat(netra.origins())
                .containsExactly(
                        URI.create("https://staging.netrasystems.ai"),
                        URI.create("https://api-staging.netrasystems.ai"));
        assertThat(netra.declaration().environments()).containsExactly("staging");
        assertThat(netra.tokenEndpoint()).contains(URI.create("https://staging.netrasystems.ai/auth/e2e/test-auth"));
        assertThat(netra.violations()).isEmpty();
        assertThat(List.of("postgres", "redis", "migration")).noneMatch(netra::offers);
    }

    @Test
    void every_built_in_profile_is_sound_and_keeps_the_domain_rule() {
        assertThat(BuiltInProfiles.NAMES)
                .allSatisfy(name -> assertThat(
                                BuiltInProfiles.find(name).orElseThrow().violations())
                        .isEmpty());
        assertThat(BuiltInProfiles.find(new ProfileName("nettra"))).isEmpty();
    }

    @Test
    void what_a_profile_leaves_out_has_the_safe_default() {
        StagingProfile profile = read(MINIMAL).orElseThrow();

        assertThat(profile.service("backend").orElseThrow().health())
                .isEqualTo(URI.create("https://a.acme.example/health"));
        assertThat(profile.webSocket()).isEmpty();
        assertThat(profile.mutates()).isFalse();
        assertThat(profile.declaration().environments()).containsExactly("staging");
        assertThat(profile.declaration().acceptUndeclaredUntil()).isEmpty();
        assertThat(profile.login().users()).isEqualTo(TestUsers.SHARED);
        assertThat(profile.limits()).isEqualTo(CallLimits.STANDARD);
    }

    @Test
    void a_whole_profile_is_read_as_it_is_written() {
        StagingProfile profile = read("""
                        domain: ACME.example
                        url: https://site.acme.example
                        services: {backend: {health: /up}, auth: {url: "https://login.acme.example"}}
                        websocket: {url: "wss://ws.acme.example/ws", subprotocols: [one, two]}
                        target:
                          environments: [staging, qa]
                          declaration: plain
                          accept-undeclared-until: 2026-12-31
                        mutates: true
                        token: {source: e2e, endpoint: /login, accepted-by: /me, secret-file: key, users: per-worker}
                        limits: {concurrency: 2, rate: 10}
                        """).orElseThrow();

        assertThat(profile.domain().domain()).isEqualTo("acme.example");
        assertThat(profile.origins())
                .extracting(URI::getHost)
                .containsExactly("site.acme.example", "login.acme.example", "ws.acme.example");
        assertThat(profile.webSocket().orElseThrow().subprotocols()).containsExactly("one", "two");
        assertThat(profile.declaration().acceptUndeclaredUntil()).contains(LocalDate.of(2026, 12, 31));
        assertThat(profile.login())
                .isEqualTo(new StagingProfile.Login(
                        new TokenRule.E2e("/login", new SecretPlace.File(DIRECTORY.resolve("key"))),
                        Optional.of("/me"),
                        TestUsers.PER_WORKER));
        assertThat(profile.tokenEndpoint()).contains(URI.create("https://login.acme.example/login"));
        assertThat(profile.acceptedBy()).contains(URI.create("https://site.acme.example/me"));
        assertThat(profile.limits()).isEqualTo(new CallLimits(2, 10));
    }

    @Test
    void tokens_may_be_signed_here_or_printed_by_a_command() {
        assertThat(read(SYSTEM + PLAIN + "token: {source: hs256, issuer: me, secret-env: S}")
                        .orElseThrow()
                        .login()
                        .rule())
                .isEqualTo(new TokenRule.Hs256("me", Duration.ofMinutes(15), new SecretPlace.Env("S")));
        assertThat(read(SYSTEM + PLAIN + "token: {source: command, command: [print, token], lifetime: 5 min}")
                        .orElseThrow()
                        .login()
                        .rule())
                .isEqualTo(new TokenRule.Command(List.of("print", "token"), Optional.of(Duration.ofMinutes(5))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EC"})
    void a_signed_declaration_names_its_public_keys(String algorithm) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        byte[] key = generator.generateKeyPair().getPublic().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key) + "\n-----END PUBLIC KEY-----\n";
        String yaml = SYSTEM + FIXED + "target:\n  keys:\n    - |\n      " + pem.replace("\n", "\n      ") + "\n";

        assertThat(read(yaml).orElseThrow().declaration().keys())
                .singleElement()
                .satisfies(read -> assertThat(read.getEncoded()).isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            token: {source: fixed, secret: abcdefgh}                        | a credential does not stand
            token: {source: fixed, value: abcdefgh}                         | a credential does not stand
            token: {source: fixed, secret-env: "s3cr3t value"}              | the name of an environment variable
            token: {source: fixed}                                          | needs one of `secret-env`
            token: {source: fixed, secret-env: A, secret-file: b}           | needs one of `secret-env`
            token: {source: fixed, secret-env: A, issuer: me}               | means nothing with `source: fixed`
            token: {source: fixed, secret-env: A, users: per-worker}        | one user's token only
            token: {source: hs256, secret-env: A}                           | needs `issuer`
            token: {source: hs256, issuer: me, secret-env: A, lifetime: 1h} | at most 30m
            token: {source: command}                                        | needs `command`
            token: {source: e2e}                                            | needs a service `auth`
            token: {source: e2e, endpoint: "https://evil.example/"}         | is no path
            token: {source: guess}                                          | is no source
            token: {secret-env: A}                                          | needs `source`
            """)
    void a_token_that_cannot_be_had_that_way_is_refused_with_its_line(String token, String message) {
        assertThat(read(SYSTEM + PLAIN + token)).isEmpty();
        assertThat(problems.list())
                .anySatisfy(problem -> {
                    assertThat(problem.message()).contains(message);
                    assertThat(problem.where().line()).isPositive();
                })
                .noneMatch(problem -> problem.toString().contains("abcdefgh")
                        || problem.toString().contains("s3cr3t"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            target: {declaration: signed}                                        | needs the public `keys`
            target: {}                                                           | needs the public `keys`
            target: {keys: [bm8ga2V5]}                                           | no public key
            target: {declaration: plain, keys: [bm8ga2V5]}                       | asks for no signature
            target: {declaration: plain, environments: [staging, Production]}    | no environment for tests
            target: {declaration: plain, accept-undeclared-until: soon}          | is no date
            target: {declaration: plain, undeclared: true}                       | unknown key
            """)
    void a_proof_that_proves_nothing_is_refused(String target, String message) {
        assertThat(read(SYSTEM + FIXED + target)).isEmpty();
        assertThat(problems.list()).extracting(Problem::message).anyMatch(it -> it.contains(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            services: {backend: {url: "https://a.acme.example"}}                          | needs `domain`
            domain: acme.example                                                          | needs `services`
            {domain: example, services: {backend: {url: "https://a.example"}}}            | no domain
            {domain: acme.example, services: {backend: {}}}                               | needs `url`
            {domain: acme.example, services: {backend: {url: "a.acme.example"}}}          | absolute URL
            {domain: acme.example, services: {backend: {url: "https://a.acme.example?p=1"}}}  | absolute URL
            {domain: acme.example, services: {backend: {url: "https://a.acme.example", health: up}}} | is no path
            {domain: acme.example, services: {b c: {url: "https://a.acme.example"}}}      | name of a service
            """)
    void a_system_that_is_not_described_is_refused(String yaml, String message) {
        String map = yaml.startsWith("{")
                ? yaml.substring(1, yaml.length() - 1).replaceFirst(", services", "\nservices")
                : yaml;

        assertThat(read(map + "\n" + PLAIN + FIXED)).isEmpty();
        assertThat(problems.list()).extracting(Problem::message).anyMatch(it -> it.contains(message));
    }

    private Optional<StagingProfile> read(String yaml) {
        return YamlDocument.parse(yaml, Path.of("runner.yml"), Origin.Source.FILE)
                .fold(
                        document -> new ProfileReader(
                                        new ProfileName("acme"), DIRECTORY, problems, ProfileValues.NOBODY)
                                .read(document.root()),
                        unreadable -> {
                            throw new AssertionError(unreadable);
                        });
    }
}
