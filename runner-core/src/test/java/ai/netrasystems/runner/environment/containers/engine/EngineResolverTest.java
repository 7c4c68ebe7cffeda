package ai.netrasystems.runner.environment.containers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tcp;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tls;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class EngineResolverTest {
    @TempDir
    Path root;

    private Path home;
    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void home() throws Exception {
        home = Files.createDirectories(root.resolve("home/ada"));
    }

    @Test
    void docker_host_wins_over_everything() throws Exception {
        context("remote", "tcp://10.0.0.9:2375");
        variables.put("DOCKER_CONTEXT", "remote");
        variables.put("DOCKER_HOST", "unix:///tmp/other.sock");
        socket("var/run/docker.sock");
        assertThat(hosts()).containsExactly("unix:///tmp/other.sock");
    }

    @Test
    void docker_context_wins_over_the_current_context() throws Exception {
        context("one", "tcp://one:2375");
        context("two", "tcp://two:2375");
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"one\"}");
        assertThat(hosts()).containsExactly("tcp://one:2375");
        variables.put("DOCKER_CONTEXT", "two");
        assertThat(hosts()).containsExactly("tcp://two:2375");
        assertThat(addresses().get(0).foundBy()).contains("\"two\"").contains("DOCKER_CONTEXT");
    }

    @Test
    void the_context_named_default_is_none() throws Exception {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"default\"}");
        socket("var/run/docker.sock");
        assertThat(hosts()).containsExactly("unix://" + root.resolve("var/run/docker.sock"));
    }

    @Test
    void docker_config_moves_the_store() throws Exception {
        context("one", "tcp://one:2375");
        Files.move(home.resolve(".docker"), root.resolve("moved"));
        Files.writeString(root.resolve("moved/config.json"), "{\"currentContext\":\"one\"}");
        variables.put("DOCKER_CONFIG", root.resolve("moved").toString());
        assertThat(hosts()).containsExactly("tcp://one:2375");
    }

    @Test
    void a_contexts_tls_files_are_found_where_the_cli_keeps_them() throws Exception {
        Path tls = context("secure", "tcp://secure:2376")
                .resolve("tls")
                .resolve(id("secure"))
                .resolve("docker");
        Files.createDirectories(tls);
        Files.writeString(tls.resolve("ca.pem"), "x");
        variables.put("DOCKER_CONTEXT", "secure");
        Tcp found = (Tcp) addresses().get(0);
        assertThat(found.tls()).contains(new Tls(tls, true));
        assertThat(found.cliEnvironment(Map.of("DOCKER_CONTEXT", "other", "PATH", "/bin")))
                .containsOnly(
                        Map.entry("PATH", "/bin"),
                        Map.entry("DOCKER_HOST", "tcp://secure:2376"),
                        Map.entry("DOCKER_TLS_VERIFY", "1"),
                        Map.entry("DOCKER_CERT_PATH", tls.toString()));
    }

    @Test
    void sockets_are_tried_in_the_usual_order_and_only_those_that_are_there() throws Exception {
        variables.put("XDG_RUNTIME_DIR", root.resolve("xdg").toString());
        List<String> order = List.of(
                "var/run/docker.sock",
                "xdg/docker.sock",
                "run/user/1000/docker.sock",
                "home/ada/.docker/run/docker.sock",
                "home/ada/.docker/desktop/docker.sock",
                "home/ada/.colima/default/docker.sock",
                "home/ada/.rd/docker.sock",
                "run/user/1000/podman/podman.sock");
        for (String place : order) {
            socket(place);
        }
        assertThat(hosts())
                .containsExactlyElementsOf(order.stream()
                        .map(place -> "unix://" + root.resolve(place))
                        .toList());
        Files.delete(root.resolve("var/run/docker.sock"));
        assertThat(hosts()).hasSize(order.size() - 1);
    }

    @Test
    void where_there_is_none_it_says_where_it_looked() {
        EngineResolution.Candidates none = (EngineResolution.Candidates) resolve();
        assertThat(none.addresses()).isEmpty();
        assertThat(none.lookedFor())
                .contains(root.resolve("var/run/docker.sock").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://build.example:4000, tcp://build.example:4000, build.example",
        "tcp://build.example, tcp://build.example:2375, build.example",
        "build.example:2375, tcp://build.example:2375, build.example",
        "tcp://localhost:2375, tcp://localhost:2375, 127.0.0.1",
        "tcp://LocalHost:2375, tcp://LocalHost:2375, 127.0.0.1",
        "tcp://127.0.0.2:2375, tcp://127.0.0.2:2375, 127.0.0.2",
        "tcp://[::1]:2375, tcp://[::1]:2375, 127.0.0.1",
        "tcp://[fd00::1]:2375, tcp://[fd00::1]:2375, fd00::1",
        "unix:///run/a.sock, unix:///run/a.sock, 127.0.0.1",
        "npipe:////./pipe/docker_engine, npipe:////./pipe/docker_engine, 127.0.0.1"
    })
    void hosts_are_read_as_the_cli_reads_them(String value, String dockerHost, String host) {
        variables.put("DOCKER_HOST", value);
        assertThat(addresses().get(0).dockerHost()).isEqualTo(dockerHost);
        assertThat(addresses().get(0).host()).isEqualTo(host);
    }

    @Test
    void tls_by_variables_means_port_2376_and_the_clis_own_directory() {
        variables.put("DOCKER_HOST", "tcp://secure");
        variables.put("DOCKER_TLS_VERIFY", "1");
        assertThat(addresses())
                .containsExactly(
                        new Tcp("secure", 2376, Optional.of(new Tls(home.resolve(".docker"), true)), "DOCKER_HOST"));
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://ada@build.example, forward its socket",
        "fd://3, use unix://",
        "tcp://, write it as",
        "tcp://h:1/x, write it as"
    })
    void what_the_runner_cannot_reach_is_said_with_a_remedy(String value, String remedy) {
        variables.put("DOCKER_HOST", value);
        Diagnosis refused = refused();
        assertThat(refused.kind()).isEqualTo("engine-unsupported");
        assertThat(refused.summary()).contains("DOCKER_HOST").contains(value);
        assertThat(refused.remedy()).contains(remedy);
        assertThat(refused.stage()).isEqualTo(Diagnosis.Stage.PROVIDER);
        assertThat(refused.liesIn()).isEqualTo(Diagnosis.LiesIn.MACHINE);
    }

    @Test
    void a_broken_context_is_never_taken_for_none() throws Exception {
        socket("var/run/docker.sock");
        variables.put("DOCKER_CONTEXT", "gone");
        assertThat(refused().kind()).isEqualTo("context-broken");
        assertThat(refused().summary()).contains("\"gone\"").contains("there is no such context");

        Path meta = context("bad", "x").resolve("meta").resolve(id("bad")).resolve("meta.json");
        variables.put("DOCKER_CONTEXT", "bad");
        Files.writeString(meta, "{\"Endpoints\":");
        assertThat(refused().summary()).contains("it is no JSON");
        assertThat(refused().evidence()).contains(meta.toString());
        Files.writeString(meta, "{\"Endpoints\":{}}");
        assertThat(refused().summary()).contains("Endpoints.docker.Host");

        variables.remove("DOCKER_CONTEXT");
        Files.writeString(home.resolve(".docker/config.json"), "not json");
        assertThat(refused().kind()).isEqualTo("context-broken");
    }

    private void socket(String place) throws Exception {
        Path path = root.resolve(place);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }

    /** Returns the folder of contexts. */
    private Path context(String name, String host) throws Exception {
        Path contexts = home.resolve(".docker/contexts");
        Path meta = Files.createDirectories(contexts.resolve("meta").resolve(id(name)));
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"" + name + "\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"" + host
                        + "\",\"SkipTLSVerify\":false}}}");
        return contexts;
    }

    private static String id(String name) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    }

    private EngineResolution resolve() {
        return new EngineResolver(new EngineMachine(variables, home, root, OptionalInt.of(1000), "ada", false))
                .resolve();
    }

    private List<EngineAddress> addresses() {
        return ((EngineResolution.Candidates) resolve()).addresses();
    }

    private List<String> hosts() {
        return addresses().stream().map(EngineAddress::dockerHost).toList();
    }

    private EngineDiagnosis refused() {
        return ((EngineResolution.Unusable) resolve()).diagnosis();
    }
}
