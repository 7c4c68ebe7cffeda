package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.staging.NewUsers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a worker asks for a user that no other test has: on loopback, for whoever knows its key. A worker must ask, as it
 * has no credential of its own. {@code POST /users} gives a new user's token, {@code POST /users/N} the next one of the
 * user that was given as N; the answer is three lines: N, milliseconds that the token lives (0: it does not say), the
 * token. Thread-safe.
 */
final class TestUserDesk implements AutoCloseable {

    private static final String PATH = "/users";
    private static final Pattern OLD_USER = Pattern.compile(PATH + "/([0-9]{1,9})");
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads;
    private final IntFunction<TokenResult> tokens;
    private final Secret key;
    private final AtomicInteger given = new AtomicInteger();

    private TestUserDesk(HttpServer server, ExecutorService threads, IntFunction<TokenResult> tokens, Secret key) {
        this.server = server;
        this.threads = threads;
        this.tokens = tokens;
        this.key = key;
    }

    /** Opens it on a free port; {@code tokens} takes one for the user of that number. */
    static TestUserDesk open(IntFunction<TokenResult> tokens, SecureRandom random) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "test-users");
            thread.setDaemon(true);
            return thread;
        });
        TestUserDesk desk = new TestUserDesk(
                server, threads, tokens, BypassKey.random(random).secret());
        server.createContext("/", desk::answer);
        server.setExecutor(threads);
        server.start();
        return desk;
    }

    /** Opens it to whoever has it. */
    Secret key() {
        return key;
    }

    /** What a worker needs to ask. */
    Map<String, Secret> variables() {
        InetSocketAddress address = server.getAddress();
        return Map.of(
                NewUsers.URL,
                new Secret("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + PATH),
                NewUsers.KEY,
                key);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answerTo(exchange);
            byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            // RFC 6749 section 5.1: an answer with a token is not to be stored.
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private record Answer(int status, String text) {}

    private Answer answerTo(HttpExchange exchange) {
        if (!knowsTheKey(exchange)) {
            return new Answer(403, "the key of " + NewUsers.KEY + " is missing or wrong");
        }
        OptionalInt user = exchange.getRequestMethod().equals("POST")
                ? user(exchange.getRequestURI().getPath())
                : OptionalInt.empty();
        if (user.isEmpty()) {
            return new Answer(404, "POST " + PATH + " gives a new user, POST " + PATH + "/N that user's next token");
        }
        int number = user.getAsInt();
        return tokens.apply(number)
                .fold(
                        granted -> new Answer(
                                200,
                                number + "\n"
                                        + granted.lifetime()
                                                .map(Duration::toMillis)
                                                .orElse(0L) + "\n"
                                        + granted.token().reveal() + "\n"),
                        failed -> new Answer(502, failed.summary()));
    }

    /** A new one, or one that was given before; empty for another path. */
    private OptionalInt user(String path) {
        if (path.equals(PATH)) {
            return OptionalInt.of(given.incrementAndGet());
        }
        Matcher old = OLD_USER.matcher(path);
        if (!old.matches()) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(old.group(1));
        return number >= 1 && number <= given.get() ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private boolean knowsTheKey(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst(NewUsers.HEADER);
        return shown != null
                && MessageDigest.isEqual(
                        shown.getBytes(StandardCharsets.UTF_8), key.reveal().getBytes(StandardCharsets.UTF_8));
    }

    /** Answers nobody any more. Idempotent. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
