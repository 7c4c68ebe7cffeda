package ai.netrasystems.goldenpath.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a service says of itself to whoever is about to test it, at {@value #PATH}: which environment it is, which build
 * runs, and as which of its public origins it was asked. Without it nobody can tell a staging system from production.
 * Immutable.
 *
 * <p>Off unless {@code TEST_TARGET_ENVIRONMENT} is set; then {@code BUILD_ID} and {@code PUBLIC_ORIGINS} (comma-separated
 * {@code https} origins) must be, too.
 */
public final class Declaration {

    static final String PATH = "/.well-known/test-target";

    private static final int SCHEMA = 1;
    private static final String HTTPS = "https://";

    /** 32 bytes in base64url without padding (RFC 4648 section 5): the last of 43 characters carries four bits. */
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

    private final String environment;
    private final String build;
    private final Set<String> origins;

    private Declaration(String environment, String build, Set<String> origins) {
        this.environment = environment;
        this.build = build;
        this.origins = Set.copyOf(origins);
    }

    /** What {@code read} says; empty where nothing is to be declared, which is no problem. */
    public static Optional<Declaration> from(SettingsReader read) {
        if (read.optional("TEST_TARGET_ENVIRONMENT").isEmpty()) {
            return Optional.empty();
        }
        Optional<String> environment = read.required("TEST_TARGET_ENVIRONMENT", Declaration::name);
        Optional<String> build = read.required("BUILD_ID", Declaration::name);
        Optional<Set<String>> origins = read.required("PUBLIC_ORIGINS", Declaration::origins);
        return environment.flatMap(kind -> build.flatMap(id -> origins.map(known -> new Declaration(kind, id, known))));
    }

    /** Adds the endpoint to {@code routes}. */
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, this::declare);
    }

    private void declare(Context context) {
        Optional<String> origin = Optional.ofNullable(context.header("Host"))
                .map(Declaration::originOf)
                .filter(origins::contains);
        if (origin.isEmpty()) {
            // To whoever reached it by another name there is nothing here.
            HttpServer.answerError(context, 404, "not found");
            return;
        }
        List<String> nonces = context.queryParams("nonce");
        if (nonces.size() != 1 || !NONCE.matcher(nonces.get(0)).matches()) {
            HttpServer.answerError(context, 400, "nonce must be 32 bytes in base64url without padding");
            return;
        }
        context.header("Cache-Control", "no-store");
        HttpServer.answer(
                context,
                200,
                Json.with("schema", SCHEMA)
                        .with("origin", origin.orElseThrow())
                        .with("environment", environment)
                        .with("build", build));
    }

    /** The origin of a {@code Host} header behind TLS; RFC 6454 section 6.2: without the scheme's own port. */
    private static String originOf(String host) {
        return HTTPS + host.toLowerCase(Locale.ROOT).replaceFirst(":443$", "");
    }

    private static Checked<String> name(String value) {
        return NAME.matcher(value).matches()
                ? Checked.valid(value)
                : Checked.invalid("is no name (letters, digits and . _ + -)");
    }

    private static Checked<Set<String>> origins(String value) {
        Set<String> origins = new LinkedHashSet<>();
        for (String part :
                Arrays.stream(value.split(",", -1)).map(String::strip).toList()) {
            Optional<String> origin = origin(part);
            if (origin.isEmpty()) {
                return Checked.invalid("is no list of https origins, such as https://staging.example.org");
            }
            origins.add(origin.orElseThrow());
        }
        return Checked.valid(origins);
    }

    private static Optional<String> origin(String text) {
        try {
            URI url = new URI(text);
            boolean plain = "https".equalsIgnoreCase(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null
                    && url.getPath().isEmpty();
            return plain ? Optional.of(originOf(url.getRawAuthority())) : Optional.empty();
        } catch (URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }
}
