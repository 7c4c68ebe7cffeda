package ai.netrasystems.runner.environment.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.process.Leftovers;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedServersTest {
    private static final String SERVERS = """
            services:
              postgres:
                environment: {POSTGRES_DB: app, POSTGRES_USER: me, POSTGRES_PASSWORD: "it's secret"}
                x-runner:
                  inject: {DB_ADDRESS: "{host}:{port:5432}"}
                  local: {embedded: postgres}
              redis:
                x-runner:
                  inject: {REDIS_URL: "redis://{host}:{port:6379}"}
                  local: {embedded: redis}
            """;

    @TempDir
    Path project;

    @Test
    void postgres_has_the_composed_database_user_and_password_and_leaves_nothing_behind() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(SERVERS, "postgres"));
        try {
            String url = "jdbc:postgresql://" + ready.environment().variables().get("DB_ADDRESS") + "/app";
            try (Connection connection = DriverManager.getConnection(url, "me", "it's secret");
                    ResultSet row = connection
                            .createStatement()
                            .executeQuery("select current_user || ' ' || current_database() || ' ' || version()")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getString(1)).startsWith("me app PostgreSQL 18");
            }
            assertThatThrownBy(() -> DriverManager.getConnection(url, "me", "wrong"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.readString(fixture.directory.resolve("services/postgres.log")))
                    .contains("ready to accept connections")
                    .doesNotContain("it's secret")
                    .doesNotContain("it''s secret");
            assertThat(fixture.running()).isNotEmpty();
        } finally {
            assertThat(ready.lease().close()).isEmpty();
        }
        fixture.assertNothingIsLeft();
    }

    @Test
    void redis_answers_ping_and_leaves_nothing_behind() throws Exception {
        redisAnswers(new LocalFixture(project));
    }

    @Test
    void redis_comes_from_the_class_path_where_the_machine_has_none() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        Path empty = Files.createDirectory(project.resolve("empty"));
        fixture.variables.put("PATH", empty.toString());
        redisAnswers(fixture);
        assertThat(Files.readString(fixture.directory.resolve("services/redis.log")))
                .contains("Redis version=7.0.15");
    }

    @Test
    void a_server_of_a_killed_run_is_removed_by_the_next_even_if_its_line_was_lost() throws Exception {
        LocalFixture fixture = new LocalFixture(project);
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(SERVERS, "postgres"));
        try {
            Set<ProcessIdentity> servers = fixture.running();
            Files.writeString(fixture.directory.resolve("processes"), "");
            Path owner = fixture.directory.resolve("owner");
            ProcessIdentity self = fixture.host.self();
            Files.writeString(
                    owner,
                    Files.readString(owner)
                            .replace(self.pid() + " " + self.start(), self.pid() + " " + (self.start() - 1)));

            Leftovers.Swept swept = new Leftovers(fixture.host).sweep(fixture.directory.resolve(".."));

            assertThat(swept.remaining()).isEmpty();
            assertThat(servers).isNotEmpty().noneMatch(fixture.host::isAlive);
            fixture.assertNothingIsLeft();
        } finally {
            ready.lease().close();
        }
    }

    @Test
    void as_root_without_user_namespaces_it_is_said_what_is_forbidden() throws Exception {
        assumeThat(Files.getAttribute(Path.of("/proc/self"), "unix:uid")).isEqualTo(0);
        LocalFixture fixture = new LocalFixture(project);
        Path bin = Files.createDirectory(project.resolve("bin"));
        Path unshare = Files.writeString(
                bin.resolve("unshare"),
                "#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n");
        assertThat(unshare.toFile().setExecutable(true)).isTrue();
        fixture.variables.put("PATH", bin + ":/usr/bin:/bin");
        Diagnosis diagnosis = LocalFixture.failed(fixture.provision(SERVERS, "postgres"))
                .diagnoses()
                .get(0);
        assertThat(diagnosis.kind()).isEqualTo("embedded-failed");
        assertThat(diagnosis.summary()).contains("forbids user namespaces");
        assertThat(diagnosis.remedy()).contains("run as another user");
        fixture.assertNothingIsLeft();
    }

    private static void redisAnswers(LocalFixture fixture) throws Exception {
        ProvisionOutcome.Ready ready = LocalFixture.ready(fixture.provision(SERVERS, "redis"));
        try {
            URI url = URI.create(ready.environment().variables().get("REDIS_URL"));
            try (Socket socket = new Socket(url.getHost(), url.getPort())) {
                socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
                        .isEqualTo("+PONG\r\n");
            }
        } finally {
            assertThat(ready.lease().close()).isEmpty();
        }
        fixture.assertNothingIsLeft();
    }
}
