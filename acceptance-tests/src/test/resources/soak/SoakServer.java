import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An auth service and a backend whose tokens live for five seconds. It writes a line for each login, with how many were
 * under way, and for each request, with its status.
 */
class SoakServer {
    private static final int LIFE_SECONDS = 5;
    private static final Pattern EMAIL = Pattern.compile("\"email\"\\s*:\\s*\"([^\"]+)\"");

    private record Issued(String email, long at) {}

    private final Map<String, Issued> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final PrintStream log;

    private SoakServer(PrintStream log) {
        this.log = log;
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream log = new PrintStream(
                Files.newOutputStream(
                        Path.of(System.getenv("SOAK_LOG")), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true);
        SoakServer soak = new SoakServer(log);
        int port = Integer.parseInt(System.getenv("PORT"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/health", exchange -> answer(exchange, 200, "well"));
        server.createContext("/auth/e2e/test-auth", soak::login);
        server.createContext("/api", soak::api);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    private void login(HttpExchange exchange) throws IOException {
        int underWay = logins.incrementAndGet();
        Matcher email = EMAIL.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        // Long enough that a second one at the same time would be seen.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        boolean known = System.getenv("E2E_OAUTH_SIMULATION_KEY")
                .equals(exchange.getRequestHeaders().getFirst("X-E2E-Bypass-Key"));
        if (!known || !email.find()) {
            logins.decrementAndGet();
            log.println("login refused");
            answer(exchange, 401, "");
            return;
        }
        String token = "soak-" + UUID.randomUUID();
        tokens.put(token, new Issued(email.group(1), System.nanoTime()));
        log.println("login " + email.group(1) + " " + underWay);
        logins.decrementAndGet();
        answer(exchange, 200, "{\"access_token\":\"" + token + "\",\"expires_in\":" + LIFE_SECONDS + "}");
    }

    private void api(HttpExchange exchange) throws IOException {
        String shown = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Issued issued = tokens.get(shown.replaceFirst("^Bearer ", ""));
        boolean lives = issued != null && System.nanoTime() - issued.at() < TimeUnit.SECONDS.toNanos(LIFE_SECONDS);
        log.println("api " + (lives ? 200 : 401));
        answer(exchange, lives ? 200 : 401, lives ? issued.email() : "");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
