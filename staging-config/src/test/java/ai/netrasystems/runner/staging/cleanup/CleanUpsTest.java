package ai.netrasystems.runner.staging.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.netrasystems.runner.staging.ChildJvm;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.TestId;
import ai.netrasystems.runner.staging.TestIdentity;
import ai.netrasystems.runner.staging.Variables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanUpsTest {
    private static final TestIdentity IDENTITY = new TestIdentity("r-1", new TestId(".:a.B#m()"));

    @TempDir
    Path folder;

    @Test
    void keeps_what_a_test_asks_for_without_the_token_for_its_owner_alone() throws IOException {
        CleanUps cleanUps = onStaging("E2E_AUTH_TOKEN", "s3cret");
        cleanUps.register("backend", "DELETE", "/api/v1/threads/7?force=1");
        cleanUps.register("auth", "PUT", "/users/1", "application/json", "{\"a\":\"\n\"}");

        assertThat(lines())
                .extracting(line -> line.replaceFirst("\"id\":\"[0-9a-f-]{36}\",\"at\":\\d{13},", ""))
                .containsExactly(
                        "{\"schema\":1,\"test\":\".:a.B#m()\",\"service\":\"backend\",\"method\":\"DELETE\","
                                + "\"path\":\"/api/v1/threads/7?force=1\"}",
                        "{\"schema\":1,\"test\":\".:a.B#m()\",\"service\":\"auth\",\"method\":\"PUT\","
                                + "\"path\":\"/users/1\",\"contentType\":\"application/json\","
                                + "\"body\":\"{\\\"a\\\":\\\"\\u000a\\\"}\"}");
        assertThat(lines().toString()).doesNotContain("s3cret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void what_was_registered_outlives_the_process() throws Exception {
        List<Path> classpath = List.of(ChildJvm.home(CleanUps.class), ChildJvm.home(RegistersAndDies.class));
        ChildJvm.Result result = ChildJvm.run(
                folder,
                classpath,
                Map.of(
                        "ENVIRONMENT",
                        "staging",
                        "BACKEND_URL",
                        "https://staging.netrasystems.ai",
                        CleanUps.VARIABLE,
                        folder.resolve("clean-up").toString()),
                RegistersAndDies.class.getName(),
                "/threads/1",
                "/threads/2");

        assertThat(result.exit()).as(result.output()).isEqualTo(137);
        assertThat(lines()).hasSize(2).last().asString().endsWith("\"path\":\"/threads/2\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "threads/7", "//evil.example/x", "https://evil.example/", "/a b", "/a\r\nHost: x", "/../admin",
                "/a/%2E%2e/b", "/a/..", "/a\\b", "/a#b", "/a%zz", "/\u00e4", "/./a"
            })
    void a_path_that_leads_elsewhere_is_refused(String path) {
        assertThatThrownBy(() -> onStaging().register("backend", "DELETE", path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("path below the service's URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH", "GET", "delete", "DELETE /x HTTP/1.1\r\n"})
    void a_method_that_must_not_be_repeated_is_refused(String method) {
        assertThatThrownBy(() -> onStaging().register("backend", method, "/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DELETE or PUT");
    }

    @Test
    void an_unknown_service_or_a_body_out_of_bounds_is_refused() {
        assertThatThrownBy(() -> onStaging().register("mail", "DELETE", "/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no service mail", "MAIL_URL");
        assertThatThrownBy(() -> onStaging().register("back end", "DELETE", "/x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> onStaging().register("backend", "PUT", "/x", "text/plain", "x".repeat(65_537)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> onStaging().register("backend", "PUT", "/x", "text/plain\r\nX: y", "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void where_nobody_would_carry_it_out_the_test_goes_on() {
        for (String environment : List.of("test", "local", "staging")) {
            EnvironmentVariables variables =
                    Variables.of("ENVIRONMENT", environment, "BACKEND_URL", "https://staging.netrasystems.ai");
            assertThatCode(() -> CleanUps.from(variables, IDENTITY).register("backend", "DELETE", "/x"))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> CleanUps.from(Variables.of(), IDENTITY).register("backend", "DELETE", "/x"))
                .doesNotThrowAnyException();
    }

    @Test
    void what_cannot_be_kept_is_not_passed_over() throws IOException {
        Files.createFile(folder.resolve("clean-up"));
        assertThatThrownBy(() -> onStaging().register("backend", "DELETE", "/x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(CleanUps.VARIABLE);
    }

    private CleanUps onStaging(String... more) {
        String[] variables = {
            "ENVIRONMENT",
            "staging",
            "BACKEND_URL",
            "https://staging.netrasystems.ai",
            "AUTH_SERVICE_URL",
            "https://staging.netrasystems.ai",
            CleanUps.VARIABLE,
            folder.resolve("clean-up").toString()
        };
        return CleanUps.from(
                Variables.of(Stream.concat(Arrays.stream(variables), Arrays.stream(more))
                        .toArray(String[]::new)),
                IDENTITY);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("clean-up"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }
}
