package ai.netrasystems.goldenpath.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/**
 * Lets a page of another origin call a service (Fetch standard, "CORS protocol").
 *
 * <p>Any origin may: nothing here is decided by cookies, only by headers that a foreign page can't know, so the
 * answers never allow credentials.
 */
public final class CrossOrigin {

    private static final String HEADERS = "Authorization, Content-Type, X-E2E-Bypass-Key, " + TestIdentity.RUN_HEADER
            + ", " + TestIdentity.TEST_HEADER;

    private CrossOrigin() {}

    /** Adds the headers to every answer of {@code routes}, and answers preflight requests. */
    public static void allow(RoutesConfig routes) {
        routes.before(CrossOrigin::allowOrigin);
    }

    private static void allowOrigin(Context context) {
        if (context.header("Origin") == null) {
            return;
        }
        context.header("Access-Control-Allow-Origin", "*");
        if (context.method().equals(HandlerType.OPTIONS)) {
            preflight(context);
        }
    }

    private static void preflight(Context context) {
        context.status(204)
                .header("Access-Control-Allow-Methods", HandlerType.GET + ", " + HandlerType.POST)
                .header("Access-Control-Allow-Headers", HEADERS)
                .header("Access-Control-Max-Age", "600")
                .skipRemainingHandlers();
    }
}
