package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.model.Secret;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.jr.ob.JSON;

/** An auth service that counts its logins, notices two at once, and knows which of its tokens live. */
final class AuthStub implements AutoCloseable {
    private static final String KEY = "the-bypass-key";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Long> issuedAt = new ConcurrentHashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    final List<String> emails = new CopyOnWriteArrayList<>();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger asked = new AtomicInteger();
    volatile int status = 200;
    volatile int lifeSeconds = 900;
    /** How long a login takes. */
    volatile long millis;

    AuthStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    TokenLogin login() {
        return TokenLogin.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/auth"),
                new BypassKey(new Secret(KEY)),
                new RunId("run-12345678"));
    }

    /** Whether it would accept that token now. */
    boolean accepts(String token) {
        Long issued = issuedAt.get(token);
        return issued != null && System.nanoTime() - issued < TimeUnit.SECONDS.toNanos(lifeSeconds);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.incrementAndGet();
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Map<String, Object> body =
                    JSON.std.mapFrom(exchange.getRequestBody().readAllBytes());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            boolean known = KEY.equals(exchange.getRequestHeaders().getFirst("X-E2E-Bypass-Key"));
            byte[] answer = new byte[0];
            if (known && status == 200) {
                String token = "stub-token-" + issuedAt.size();
                issuedAt.put(token, System.nanoTime());
                emails.add(String.valueOf(body.get("email")));
                answer = ("{\"access_token\":\"" + token + "\",\"expires_in\":" + lifeSeconds + "}")
                        .getBytes(StandardCharsets.UTF_8);
            }
            underWay.decrementAndGet();
            exchange.sendResponseHeaders(known ? status : 401, answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
