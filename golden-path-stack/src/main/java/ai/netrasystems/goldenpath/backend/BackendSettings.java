package ai.netrasystems.goldenpath.backend;

import ai.netrasystems.goldenpath.postgres.PostgresUrl;
import ai.netrasystems.goldenpath.service.Checked;
import ai.netrasystems.goldenpath.service.Declaration;
import ai.netrasystems.goldenpath.service.ListenAddress;
import ai.netrasystems.goldenpath.service.SettingsReader;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What the service was told by its environment variables. Immutable.
 *
 * @param address where to listen: {@code HOST}, {@code PORT}
 * @param postgres {@code DATABASE_URL}
 * @param redis {@code REDIS_URL}
 * @param auth {@code AUTH_SERVICE_URL}, without a slash at its end
 * @param declaration what it says of itself to testers; empty where nothing
 */
record BackendSettings(
        ListenAddress address, PostgresUrl postgres, RedisUrl redis, URI auth, Optional<Declaration> declaration) {

    static Checked<BackendSettings> from(Map<String, String> environment) {
        var read = new SettingsReader(environment);
        Optional<ListenAddress> address = read.listenAddress();
        Optional<PostgresUrl> postgres = read.required("DATABASE_URL", PostgresUrl::parse);
        Optional<RedisUrl> redis = read.required("REDIS_URL", RedisUrl::parse);
        Optional<URI> auth = read.httpUrl("AUTH_SERVICE_URL");
        Optional<Declaration> declaration = Declaration.from(read);
        return read.build(() -> new BackendSettings(
                address.orElseThrow(), postgres.orElseThrow(), redis.orElseThrow(), auth.orElseThrow(), declaration));
    }
}
