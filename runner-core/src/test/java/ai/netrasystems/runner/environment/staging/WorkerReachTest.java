package ai.netrasystems.runner.environment.staging;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.staging.ConnectTarget;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.DomainRule;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is told of a stand-in reaches it by its name, with any client. */
@Timeout(60)
class WorkerReachTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("the tests' own");
    private static final SSLContext TLS = AUTHORITY.server(StandIn.SITE, StandIn.SOCKETS);
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    private StandIn standIn;

    @BeforeEach
    void open() throws Exception {
        standIn = new StandIn(TLS.getServerSocketFactory());
    }

    @AfterEach
    void close() throws Exception {
        standIn.close();
    }

    @Test
    void any_client_reaches_the_stand_in_by_its_name_over_tls() throws Exception {
        Path hosts =
                WorkerHosts.of(redirected("127.0.0.1"), WorkerHosts.ofSystem()).write(folder);
        Path store = WorkerTrust.write(List.of(JDK), AUTHORITY.pem(folder), folder);

        String output = run(
                "-Djdk.net.hosts.file=" + hosts,
                "-Djavax.net.ssl.trustStore=" + store,
                "-Djavax.net.ssl.trustStoreType=PKCS12",
                "-Djavax.net.ssl.trustStorePassword=" + WorkerTrust.PASSWORD);

        assertThat(output).contains("status 200", "localhost true");
        assertThat(standIn.exchanges("/health/ready"))
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.host()).startsWith(StandIn.SITE));
    }

    @Test
    void without_the_store_the_stand_in_is_not_trusted() throws Exception {
        Path hosts =
                WorkerHosts.of(redirected("127.0.0.1"), WorkerHosts.ofSystem()).write(folder);

        assertThat(run("-Djdk.net.hosts.file=" + hosts)).contains("SSLHandshakeException");
    }

    @Test
    void the_store_adds_to_what_the_jdk_trusts() throws Exception {
        Path store = WorkerTrust.write(List.of(JDK), AUTHORITY.pem(folder), folder);
        KeyStore own = KeyStore.getInstance(JDK.resolve("lib/security/cacerts").toFile(), "changeit".toCharArray());
        KeyStore written = KeyStore.getInstance(store.toFile(), WorkerTrust.PASSWORD.toCharArray());

        assertThat(own.size()).isPositive();
        assertThat(written.size()).isEqualTo(own.size() + 1);
    }

    @Test
    void the_systems_own_entries_stay_without_comments_and_a_redirected_name_is_redirected_only() throws Exception {
        WorkerHosts hosts = WorkerHosts.of(
                redirected("127.0.0.1:8443"),
                List.of(
                        "# a comment",
                        "",
                        "127.0.0.1\tlocalhost  box # mine",
                        "10.0.0.1 " + StandIn.SITE,
                        "10.0.0.2 " + StandIn.SITE + " other.example",
                        "::1 ip6-localhost"));

        assertThat(hosts.lines())
                .containsExactly(
                        "127.0.0.1 " + StandIn.SITE,
                        "127.0.0.1 localhost box",
                        "10.0.0.2 other.example",
                        "::1 ip6-localhost");
        assertThat(hosts.notes()).hasSize(2);
        assertThat(hosts.notes().get(0)).contains("only " + StandIn.SITE, "no DNS is asked");
        assertThat(hosts.notes().get(1)).contains("port 8443 of " + StandIn.SITE + " is not mapped");
    }

    private static ConnectTo redirected(String target) {
        return ConnectTo.under(new DomainRule("netrasystems.ai"), Map.of(StandIn.SITE, ConnectTarget.parse(target)));
    }

    private String run(String... jvmArguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(JDK.resolve("bin").resolve("java").toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(jvmArguments));
        command.addAll(List.of(
                "-cp",
                home(),
                ReachesByName.class.getName(),
                "https://" + StandIn.SITE + ":" + standIn.port() + "/health/ready"));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int ignored = process.waitFor();
        return Files.readString(output);
    }

    private static String home() throws URISyntaxException {
        return Path.of(ReachesByName.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }
}
