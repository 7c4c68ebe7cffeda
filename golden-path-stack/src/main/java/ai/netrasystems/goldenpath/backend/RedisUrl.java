package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.service.Checked;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where Redis is: {@code redis://host[:port]}. Immutable.
 *
 * @param host a host name or address
 * @param port 1 to 65535
 */
record RedisUrl(String host, int port) {

    private static final int DEFAULT_PORT = 6379;

    /** Reads {@code text}; the reason of a refusal quotes nothing of it. */
    static Checked<RedisUrl> parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            return Checked.invalid("is no URL");
        }
        if (!"redis".equals(url.getScheme()) || url.getHost() == null) {
            return Checked.invalid("is not of the form redis://host:port");
        }
        boolean more = url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || (url.getRawPath() != null && !url.getRawPath().matches("/?"));
        return more
                ? Checked.invalid("has more than redis://host:port")
                : Checked.valid(new RedisUrl(url.getHost(), url.getPort() < 0 ? DEFAULT_PORT : url.getPort()));
    }

    @Override
    public String toString() {
        return "redis://" + host + ":" + port;
    }
}
