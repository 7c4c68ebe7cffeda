package ai.netrasystems.runner.config.profile;

import static ai.netrasystems.runner.config.profile.ProfileKeys.CONCURRENCY;
import static ai.netrasystems.runner.config.profile.ProfileKeys.DOMAIN;
import static ai.netrasystems.runner.config.profile.ProfileKeys.HEALTH;
import static ai.netrasystems.runner.config.profile.ProfileKeys.LIMITS;
import static ai.netrasystems.runner.config.profile.ProfileKeys.MUTATES;
import static ai.netrasystems.runner.config.profile.ProfileKeys.RATE;
import static ai.netrasystems.runner.config.profile.ProfileKeys.SERVICES;
import static ai.netrasystems.runner.config.profile.ProfileKeys.SUBPROTOCOLS;
import static ai.netrasystems.runner.config.profile.ProfileKeys.TARGET;
import static ai.netrasystems.runner.config.profile.ProfileKeys.TOKEN;
import static ai.netrasystems.runner.config.profile.ProfileKeys.URL;
import static ai.netrasystems.runner.config.profile.ProfileKeys.WEBSOCKET;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Names;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.staging.CallLimits;
import ai.netrasystems.runner.staging.DeclarationRule;
import ai.netrasystems.runner.staging.DomainRule;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.StagingProfile.Offered;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.WebSocketTimeouts;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads one staging profile. Whether its hosts keep the domain rule is not asked here: a name that breaks it is refused
 * where it would be reached, as a refusal of staging. For one thread.
 */
public final class ProfileReader {
    private static final int MOST_CALLS = 1_000;

    private final ProfileName name;
    private final Problems problems;
    private final ProfileValues values;
    private final Path directory;

    /** {@code directory}: what relative paths start from. */
    public ProfileReader(ProfileName name, Path directory, Problems problems, ProfileValues values) {
        this.name = name;
        this.directory = directory;
        this.problems = problems;
        this.values = values;
    }

    /** The profile; empty where something is wrong with it, which is a problem then. */
    public Optional<StagingProfile> read(YamlMap map) {
        int before = problems.list().size();
        MapReader reader = MapReader.closed(map, "staging profile `" + name + "`", problems, ProfileKeys.OF_PROFILE);
        Optional<DomainRule> domain = domain(reader);
        List<Offered> services = services(reader);
        Optional<WebSocketSettings> webSocket = webSocket(reader);
        DeclarationRule declaration =
                new DeclarationReader(problems, values).read(inner(reader, TARGET, ProfileKeys.OF_TARGET));
        Optional<Boolean> mutates = reader.flag(MUTATES);
        values.put(MUTATES, "false", mutates.map(Object::toString), reader.originOf(MUTATES));
        Optional<StagingProfile.Login> login =
                new LoginReader(problems, values, directory).read(tokenReader(reader), services);
        CallLimits limits = limits(inner(reader, LIMITS, ProfileKeys.OF_LIMITS));
        return problems.list().size() > before
                ? Optional.empty()
                : domain.flatMap(rule -> login.map(found -> new StagingProfile(
                        name.value(), rule, services, webSocket, declaration, mutates.orElse(false), found, limits)));
    }

    private Optional<DomainRule> domain(MapReader reader) {
        Optional<String> text = reader.text(DOMAIN).map(it -> it.toLowerCase(Locale.ROOT));
        if (text.isEmpty()) {
            missing(reader, DOMAIN, "its hosts have one label under it, as staging.example.com under example.com");
            return Optional.empty();
        }
        values.set(DOMAIN, text.get(), reader.originOf(DOMAIN));
        try {
            return text.map(DomainRule::new);
        } catch (IllegalArgumentException noDomain) {
            problems.add(String.valueOf(noDomain.getMessage()), reader.originOf(DOMAIN), "write it like example.com");
            return Optional.empty();
        }
    }

    private List<Offered> services(MapReader reader) {
        Optional<URI> common = url(reader);
        List<Offered> services = new ArrayList<>();
        List<MapReader.Named> given = reader.namedMaps(SERVICES);
        if (given.isEmpty()) {
            missing(reader, SERVICES, "write it like services: {backend: {url: ..., health: /health}}");
        }
        for (MapReader.Named named : given) {
            MapReader inner =
                    MapReader.closed(named.map(), "service `" + named.name() + "`", problems, ProfileKeys.OF_SERVICE);
            if (!Names.check(named.name(), "service", named.origin(), problems)) {
                continue;
            }
            Optional<URI> own = url(inner);
            if (own.isEmpty() && common.isEmpty()) {
                missing(inner, URL, "or give the profile one for all its services");
            }
            Optional<String> health = path(inner, HEALTH);
            String prefix = SERVICES + "." + named.name() + ".";
            own.or(() -> common).ifPresent(url -> {
                values.set(prefix + URL, url.toString(), own.isPresent() ? inner.originOf(URL) : reader.originOf(URL));
                services.add(new Offered(new ServiceEndpoint(named.name(), url), health.orElse("/health")));
            });
            values.put(prefix + HEALTH, "/health", health, inner.originOf(HEALTH));
        }
        return services;
    }

    private Optional<WebSocketSettings> webSocket(MapReader reader) {
        if (reader.node(WEBSOCKET).isEmpty()) {
            return Optional.empty();
        }
        MapReader inner = inner(reader, WEBSOCKET, ProfileKeys.OF_WEBSOCKET);
        Optional<URI> url = url(inner);
        if (url.isEmpty()) {
            missing(inner, URL, "write it like wss://api-staging.example.com/ws");
            return Optional.empty();
        }
        List<String> given = inner.texts(SUBPROTOCOLS);
        String prefix = WEBSOCKET + ".";
        values.set(prefix + URL, url.get().toString(), inner.originOf(URL));
        values.put(
                prefix + SUBPROTOCOLS,
                String.join(", ", WebSocketSettings.STANDARD_SUBPROTOCOLS),
                given.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", given)),
                inner.originOf(SUBPROTOCOLS));
        return settings(
                url.get(),
                given.isEmpty() ? WebSocketSettings.STANDARD_SUBPROTOCOLS : given,
                inner.originOf(given.isEmpty() ? URL : SUBPROTOCOLS));
    }

    private Optional<WebSocketSettings> settings(URI url, List<String> subprotocols, Origin where) {
        try {
            return Optional.of(new WebSocketSettings(
                    url, subprotocols, WebSocketTimeouts.forEnvironment(EnvironmentName.STAGING)));
        } catch (IllegalArgumentException unusable) {
            problems.add("the WebSocket " + unusable.getMessage(), where);
            return Optional.empty();
        }
    }

    private CallLimits limits(MapReader reader) {
        CallLimits standard = CallLimits.STANDARD;
        Optional<Integer> concurrency = reader.integer(CONCURRENCY, 1, MOST_CALLS);
        Optional<Integer> rate = reader.integer(RATE, 1, MOST_CALLS);
        String prefix = LIMITS + ".";
        values.put(
                prefix + CONCURRENCY,
                String.valueOf(standard.concurrency()),
                concurrency.map(Object::toString),
                reader.originOf(CONCURRENCY));
        values.put(prefix + RATE, String.valueOf(standard.rate()), rate.map(Object::toString), reader.originOf(RATE));
        return new CallLimits(concurrency.orElse(standard.concurrency()), rate.orElse(standard.rate()));
    }

    private MapReader tokenReader(MapReader reader) {
        YamlMap map = reader.mapOrEmpty(TOKEN);
        String where = "staging.profiles." + name + "." + TOKEN;
        YamlMap rest = Credentials.refuse(
                map,
                where,
                "name the environment variable that holds it with `secret-env`, or a file with `secret-file`",
                problems);
        return MapReader.closed(
                rest, "`" + TOKEN + "` of staging profile `" + name + "`", problems, ProfileKeys.OF_TOKEN);
    }

    private MapReader inner(MapReader outer, String key, List<String> keys) {
        YamlMap map = outer.mapOrEmpty(key);
        return MapReader.closed(map, "`" + key + "` of staging profile `" + name + "`", problems, keys);
    }

    private Optional<URI> url(MapReader reader) {
        return reader.text(URL).flatMap(text -> {
            try {
                URI url = URI.create(text);
                if (url.getScheme() != null
                        && url.getHost() != null
                        && url.getRawUserInfo() == null
                        && (url.getPort() == -1 || (url.getPort() > 0 && url.getPort() <= 65_535))
                        && url.getRawQuery() == null
                        && url.getRawFragment() == null) {
                    return Optional.of(url);
                }
            } catch (IllegalArgumentException noUrl) {
                // told below, without the text: it may hold a password
            }
            problems.add(
                    "`" + URL + "` must be an absolute URL without user and query",
                    reader.originOf(URL),
                    "write it like https://staging.example.com");
            return Optional.empty();
        });
    }

    private Optional<String> path(MapReader reader, String key) {
        return UrlPath.read(reader, key, problems);
    }

    private void missing(MapReader reader, String key, String hint) {
        if (reader.node(key).isEmpty()) {
            problems.add("staging profile `" + name + "` needs `" + key + "`", reader.origin(), hint);
        }
    }
}
