package ai.netrasystems.runner.doctor.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SecretRulesTest {
    private static final Set<Rule> SECRETS = EnumSet.of(Rule.SECRET_WRITTEN, Rule.SECRET_ARGUMENT);

    @TempDir
    private Path project;

    private List<Finding> of(String compose, String... lines) throws IOException {
        Path file = project.resolve("docker-compose.yml");
        Files.writeString(file, compose);
        Path dockerfile =
                Files.writeString(project.resolve("Dockerfile"), "FROM alpine:3\n" + String.join("\n", lines));
        Build build = new Build(project, dockerfile, Map.of(), Optional.empty(), Origin.file(file, 1));
        return DockerfileRules.findings(List.of(BuildSource.of("app", build))).stream()
                .filter(it -> SECRETS.contains(it.rule()))
                .toList();
    }

    private List<String> ids(String line) throws IOException {
        return of("services: {}", line).stream().map(it -> it.rule().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENV NPM_TOKEN=abcdef",
                "ENV NPM_TOKEN abc def",
                "ARG npm_token='abc$def'",
                "ARG DB_PASSWORD=\"root\"",
                "ENV X=1 Y_SECRET=abc",
                "ENV MYSQL_ROOT_PASSWORD=root",
                "ENV PGPASSWORD=p",
                "ENV DB_PASS=p",
                "ENV API_KEY=abc",
                "ENV STRIPE_APIKEY=abc",
                "ENV SECRET_KEY_BASE=abc",
                "ENV AWS_SECRET_ACCESS_KEY=abc/def+ghi",
                "ENV JWT_PRIVATE_KEY=abc",
                "ENV dbPassword=abc",
                "ENV FTP_CREDENTIALS=user:abc",
                "ENV DB_PASSWORD=${DB_PASSWORD:-trombone}",
                "ONBUILD ENV DB_PASSWORD=trombone",
                "ENV ANYTHING=ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "ENV ID=AKIAABCDEFGHIJKLMNOP",
                "RUN curl -H 'Authorization: xoxb-0123456789-abcdef' https://example.org",
                "LABEL x=\"glpat-0123456789abcdefghij\"",
            })
    void what_is_written_under_a_secrets_name_or_looks_like_a_token_is_told(String line) throws IOException {
        assertThat(ids(line)).containsExactly("secret-written");
    }

    @Test
    void a_private_key_in_a_heredoc_is_told() throws IOException {
        String begin = "-----BEGIN RSA PRIVATE KEY-----";
        assertThat(of("services: {}", "COPY <<E /k", begin, "MIIEpAIBAAKCAQEA0123456789", "E"))
                .hasSize(1);
        assertThat(of("services: {}", "RUN grep -q '" + begin + "' /k")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ENV NPM_TOKEN=",
                "ENV NPM_TOKEN=\"\"",
                "ENV NPM_TOKEN=$NPM_TOKEN",
                "ENV NPM_TOKEN=\"${NPM_TOKEN}\"",
                "ENV NPM_TOKEN=${NPM_TOKEN:-}",
                "ENV NPM_TOKEN=changeme",
                "ENV NPM_TOKEN=<token>",
                "ENV NPM_TOKEN=your-token-here",
                "ENV NPM_TOKEN=xxxx",
                "ENV SECRET_KEY_BASE=dummy",
                "ENV ALLOW_EMPTY_PASSWORD=yes",
                "ENV DB_PASSWORD_FILE=/run/secrets/db",
                "ENV GOOGLE_APPLICATION_CREDENTIALS=/etc/key.json",
                "ENV TOKEN_URL=https://example.org/token",
                "ENV OAUTH_TOKEN=https://example.org/token",
                "ENV SECRET_NAME=app",
                "ENV AWS_ACCESS_KEY_ID=abc",
                "ENV JWT_PUBLIC_KEY=abc",
                "ENV PUBLIC_API_KEY=abc",
                "ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D",
                "ENV MAX_TOKENS=4096",
                "ENV PASSWORD_LENGTH=12",
                "ENV SSHPASS_VERSION=1.0",
                "ENV TOKENIZERS_PARALLELISM=false",
                "ENV COMPASS=north PASS=1",
                "ENV SECRETARY=anna",
                "ENV ID=AKIAIOSFODNN7EXAMPLE",
                "ENV HASH=aghp_0123456789abcdefghijABCDEFGHIJ012345",
                "RUN --mount=type=secret,id=NPM_TOKEN npm ci",
            })
    void what_stands_in_for_a_secret_or_tells_about_one_is_not_told(String line) throws IOException {
        assertThat(ids(line)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ARG NPM_TOKEN", "ARG X NPM_TOKEN", "ARG NPM_TOKEN=", "ARG NPM_TOKEN=$OTHER", "ARG npmToken"})
    void an_argument_that_takes_a_secret_is_told(String line) throws IOException {
        assertThat(ids(line)).containsExactly("secret-argument");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARG TOKEN_URL", "ARG VERSION", "ARG NPM_TOKEN_FILE", "ENV NPM_TOKEN=$NPM_TOKEN"})
    void an_argument_that_takes_none_is_not_told(String line) throws IOException {
        assertThat(ids(line)).isEmpty();
    }

    @Test
    void arguments_of_a_compose_file_are_told_where_they_stand() throws IOException {
        String compose = """
                services:
                  app:
                    build:
                      context: .
                      args:
                        A_TOKEN: abc
                        B_TOKEN: ${B_TOKEN}
                        C_TOKEN:
                        D_TOKEN: ""
                        VERSION: '3'
                  other:
                    build:
                      context: .
                      args:
                      - E_TOKEN=abc
                      - F_TOKEN
                      - VERSION=3
                    environment:
                      G_TOKEN: abc
                """;
        assertThat(of(compose, "RUN true"))
                .extracting(
                        it -> it.where().orElseThrow().line() + " " + it.rule().id())
                .containsExactly(
                        "6 secret-written",
                        "7 secret-argument",
                        "8 secret-argument",
                        "15 secret-written",
                        "16 secret-argument");
    }

    @Test
    void a_compose_file_that_is_no_yaml_gives_nothing() throws IOException {
        assertThat(of("a: [", "RUN true")).isEmpty();
    }

    @Test
    void the_value_is_never_told() throws IOException {
        List<Finding> found = of(
                "services: {app: {build: {context: ., args: {A_TOKEN: trombone}}}}",
                "ENV B_TOKEN=trombone C=ghp_0123456789abcdefghijABCDEFGHIJ012345",
                "ARG D_TOKEN=trombone",
                "RUN echo ghp_0123456789abcdefghijABCDEFGHIJ012345");
        assertThat(found).hasSize(5);
        assertThat(found.toString()).doesNotContain("trombone").doesNotContain("ghp_");
    }
}
