package ai.netrasystems.goldenpath.auth;

import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.HttpServer;
import ai.netrasystems.goldenpath.service.RunningService;
import ai.netrasystems.goldenpath.service.ServiceProcess;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The authentication service.
 *
 * <p>Environment variables: {@code PORT}; optional {@code HOST}, {@code E2E_OAUTH_SIMULATION_KEY} (without it nobody
 * can log in), {@code JWT_SECRET_KEY} (at least 32 bytes; without it each process signs with a key of its own) and
 * {@code ENVIRONMENT} ({@code production} refuses every simulated user), and what
 * {@link ai.netrasystems.goldenpath.service.Declaration} reads.
 */
public final class AuthService {

    private static final String NAME = "auth";

    private AuthService() {}

    /** Runs the service until SIGTERM. */
    public static void main(String[] arguments) {
        ServiceProcess.run(NAME, (environment, log) -> start(environment, Clock.systemUTC(), log));
    }

    /** Starts the service with {@code environment}; each request is a line for {@code log}. */
    static Checked<RunningService> start(Map<String, String> environment, Clock clock, Consumer<String> log) {
        return AuthSettings.from(environment, new SecureRandom()).then(settings -> {
            var routes = new AuthRoutes(settings, new AccessTokens(settings.signingKey(), clock), clock);
            return HttpServer.start(NAME, settings.address(), clock, log, routes::addTo, server -> {})
                    .then(Checked::valid);
        });
    }
}
