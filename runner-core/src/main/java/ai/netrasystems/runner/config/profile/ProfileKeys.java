package ai.netrasystems.runner.config.profile;

import java.util.List;

/** The keys of a staging profile, declared once: the reader refuses every other, and a test holds the schema to them. */
public final class ProfileKeys {
    static final String DOMAIN = "domain";
    static final String URL = "url";
    static final String SERVICES = "services";
    static final String WEBSOCKET = "websocket";
    static final String TARGET = "target";
    static final String MUTATES = "mutates";
    static final String TOKEN = "token";
    static final String LIMITS = "limits";
    static final String HEALTH = "health";
    static final String SUBPROTOCOLS = "subprotocols";
    static final String ENVIRONMENTS = "environments";
    static final String DECLARATION = "declaration";
    static final String KEYS = "keys";
    static final String ACCEPT_UNDECLARED_UNTIL = "accept-undeclared-until";
    static final String SOURCE = "source";
    static final String ENDPOINT = "endpoint";
    static final String ACCEPTED_BY = "accepted-by";
    static final String SECRET_ENV = "secret-env";
    static final String SECRET_FILE = "secret-file";
    static final String ISSUER = "issuer";
    static final String LIFETIME = "lifetime";
    static final String COMMAND = "command";
    static final String USERS = "users";
    static final String CONCURRENCY = "concurrency";
    static final String RATE = "rate";

    /** Of the profile itself. */
    public static final List<String> OF_PROFILE =
            List.of(DOMAIN, URL, SERVICES, WEBSOCKET, TARGET, MUTATES, TOKEN, LIMITS);

    /** Of a service. */
    public static final List<String> OF_SERVICE = List.of(URL, HEALTH);

    /** Of the WebSocket. */
    public static final List<String> OF_WEBSOCKET = List.of(URL, SUBPROTOCOLS);

    /** Of the proof that it is a test target. */
    public static final List<String> OF_TARGET = List.of(ENVIRONMENTS, DECLARATION, KEYS, ACCEPT_UNDECLARED_UNTIL);

    /** Of the token. */
    public static final List<String> OF_TOKEN =
            List.of(SOURCE, ENDPOINT, ACCEPTED_BY, SECRET_ENV, SECRET_FILE, ISSUER, LIFETIME, COMMAND, USERS);

    /** Of what our clients may ask. */
    public static final List<String> OF_LIMITS = List.of(CONCURRENCY, RATE);

    private ProfileKeys() {}
}
