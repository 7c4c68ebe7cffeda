package ai.netrasystems.goldenpath.postgres;

import ai.netrasystems.goldenpath.service.Checked;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/**
 * Where a database is: {@code postgresql://[user[:password]@]host[:port]/database}, user, password and database
 * percent-encoded. Immutable; it holds a password, so it is no record and its text has none.
 */
public final class PostgresUrl {

    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final int DEFAULT_PORT = 5432;

    private final String host;
    private final int port;
    private final String database;
    private final String user;
    private final String password;

    private PostgresUrl(String host, int port, String database, String user, String password) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.user = user;
        this.password = password;
    }

    /** Reads {@code text}; the reason of a refusal quotes nothing of it. */
    public static Checked<PostgresUrl> parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            return Checked.invalid("is no URL");
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme())) {
            return Checked.invalid("does not start with postgresql://");
        }
        if (url.getHost() == null) {
            return Checked.invalid("names no host (postgresql://[user[:password]@]host:port/database)");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return Checked.invalid("has parameters, of which none is known here");
        }
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (path.length() < 2 || path.indexOf('/', 1) >= 0) {
            return Checked.invalid("names no database (postgresql://[user[:password]@]host:port/database)");
        }
        String[] credentials = (url.getRawUserInfo() == null ? "" : url.getRawUserInfo()).split(":", 2);
        try {
            return Checked.valid(new PostgresUrl(
                    url.getHost(),
                    url.getPort() < 0 ? DEFAULT_PORT : url.getPort(),
                    decoded(path.substring(1)),
                    decoded(credentials[0]),
                    credentials.length > 1 ? decoded(credentials[1]) : ""));
        } catch (IllegalArgumentException malformedEscape) {
            return Checked.invalid("has a malformed percent escape");
        }
    }

    /** The driver's URL, without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database);
    }

    /** The credentials, for the driver; a new object each time. */
    public Properties credentials() {
        var credentials = new Properties();
        if (!user.isEmpty()) {
            credentials.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            credentials.setProperty("password", password);
        }
        return credentials;
    }

    /** Host, port and database: enough to find the mistake, without the credentials. */
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    private static String decoded(String part) {
        // In these parts of a URL a plus sign is a plus sign, unlike in a form (RFC 3986 section 2.2).
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
