package ai.netrasystems.runner.environment.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A service that tests start as a process of its own. */
public final class StubService {
    private static final AtomicInteger TOKENS = new AtomicInteger();

    private StubService() {}

    /** Serves {@code /health}, {@code /env/NAME} and a simulated login; {@code STUB_STATUS} is the health's status. */
    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(variable("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        int status = Integer.parseInt(variable("STUB_STATUS").isEmpty() ? "200" : variable("STUB_STATUS"));
        server.createContext("/health", exchange -> answer(exchange, status, "ok"));
        server.createContext(
                "/env/",
                exchange -> answer(
                        exchange,
                        200,
                        variable(exchange.getRequestURI().getPath().substring("/env/".length()))));
        server.createContext("/auth", StubService::logIn);
        server.start();
        System.out.println("stub listens");
    }

    private static void logIn(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String key = variable("E2E_OAUTH_SIMULATION_KEY");
        boolean allowed = !key.isEmpty()
                && key.equals(exchange.getRequestHeaders().getFirst("X-E2E-Bypass-Key"))
                && body.contains("\"simulate_oauth\":true")
                && variable("STUB_REFUSE").isEmpty();
        answer(
                exchange,
                allowed ? 200 : 401,
                allowed
                        ? "{\"access_token\":\"stub-token-" + TOKENS.incrementAndGet() + "\",\"expires_in\":1}"
                        : "{\"error\":\"the bypass key is missing or wrong\"}");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}
