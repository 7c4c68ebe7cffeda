package ai.netrasystems.runner.environment.token;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the proxy of the whole JVM")
@Timeout(60)
class TokenLoginTest {
    @Test
    void the_key_of_a_service_on_this_machine_is_shown_to_no_proxy() throws Exception {
        ProxySelector before = ProxySelector.getDefault();
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            int closed = closedPort();
            ProxySelector.setDefault(always(proxy));

            TokenResult result = TokenLogin.at(
                            URI.create("http://127.0.0.1:" + closed + "/auth"),
                            BypassKey.random(new SecureRandom()),
                            new RunId("run"))
                    .take(TestUser.shared(), Duration.ofSeconds(15));

            assertThat(result.<String>fold(granted -> "granted", diagnosis -> diagnosis.kind()))
                    .isEqualTo("token-unreachable");
            proxy.setSoTimeout(1);
            assertThat(visited(proxy)).isFalse();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    private static boolean visited(ServerSocket server) throws IOException {
        try (Socket visitor = server.accept()) {
            return visitor.isConnected();
        } catch (SocketTimeoutException nobody) {
            return false;
        }
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static ProxySelector always(ServerSocket proxy) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(new Proxy(
                        Proxy.Type.HTTP,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.getLocalPort())));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }
}
