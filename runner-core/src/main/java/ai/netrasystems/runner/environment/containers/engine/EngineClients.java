package ai.netrasystems.runner.environment.containers.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.shaded.com.github.dockerjava.core.DefaultDockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientConfig;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientConfigDelegate;
import org.testcontainers.shaded.com.github.dockerjava.core.DockerClientImpl;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.RegistryAuthLocator;

/**
 * Testcontainers' docker client, told everything. Its own way to one ({@code DockerClientProviderStrategy}) looks for
 * an engine by other rules than the docker CLI, knows the API versions 1.44 and 1.32 only, and sets no limit of time.
 */
final class EngineClients {
    /** Until an answer begins that needs no work of the engine; a machine under load takes a second. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Each stream (logs, events, wait) holds one; a handful a service. */
    private static final int CONNECTIONS = 500;
    /** The newest API that the library was written for; what is newer is not asked for. */
    private static final String NEWEST_API = "1.44";

    private EngineClients() {}

    static Engine connect(EngineAddress address, EngineFacts facts) {
        TestcontainersSingletons.silence();
        return new Engine(
                address, facts, client(address, facts, Optional.empty()), client(address, facts, Optional.of(ANSWER)));
    }

    private static DockerClient client(EngineAddress address, EngineFacts facts, Optional<Duration> answer) {
        ZerodepDockerHttpClient.Builder http = new ZerodepDockerHttpClient.Builder()
                .dockerHost(address.endpoint())
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT);
        answer.ifPresent(http::responseTimeout);
        tls(address).ifPresent(http::sslConfig);
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.endpoint().toString())
                .withDockerTlsVerify(false)
                .withApiVersion(api(facts))
                .build();
        return DockerClientImpl.getInstance(new WithLogins(config), http.build());
    }

    /** The newest that both sides speak. */
    static String api(EngineFacts facts) {
        return minor(facts.apiVersion()) <= minor(NEWEST_API) ? facts.apiVersion() : NEWEST_API;
    }

    private static int minor(String version) {
        return Integer.parseInt(version.substring(version.indexOf('.') + 1));
    }

    private static Optional<SSLConfig> tls(EngineAddress address) {
        return address.fold(
                unix -> Optional.empty(),
                tcp -> tcp.tls().map(tls -> () -> EngineTls.context(tls)),
                pipe -> Optional.empty());
    }

    /** Logins to registries as the docker CLI has them, credential helpers included. */
    private static final class WithLogins extends DockerClientConfigDelegate {
        WithLogins(DockerClientConfig config) {
            super(config);
        }

        @Override
        public AuthConfig effectiveAuthConfig(String imageName) {
            return RegistryAuthLocator.instance()
                    .lookupAuthConfig(
                            DockerImageName.parse(imageName),
                            Optional.ofNullable(super.effectiveAuthConfig(imageName))
                                    .orElseGet(AuthConfig::new));
        }
    }
}
