package ai.netrasystems.goldenpath.service;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads a program's settings from environment variables and collects everything that is wrong with them, so that one
 * start names all of it. Not thread-safe; one reader reads one set of settings.
 *
 * <p>An empty value counts as unset: Compose files and shells produce those where nothing was meant.
 */
public final class SettingsReader {

    private static final String EVERY_INTERFACE = "0.0.0.0";

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    /** Reads from {@code environment}, name to value. */
    public SettingsReader(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The value of {@code name}, trimmed; empty where it is unset or blank, which is no problem. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The value of {@code name} as {@code parse} reads it; unset or unreadable is a problem. */
    public <T> Optional<T> required(String name, Function<String, Checked<T>> parse) {
        return optional(name).map(value -> parsed(name, value, parse)).orElseGet(() -> {
            problems.add(name + " is not set");
            return Optional.empty();
        });
    }

    /** As {@link #required}, but unset means {@code fallback}. */
    public <T> Optional<T> or(String name, T fallback, Function<String, Checked<T>> parse) {
        return optional(name).map(value -> parsed(name, value, parse)).orElseGet(() -> Optional.of(fallback));
    }

    /** {@code PORT}, and {@code HOST}, whose default is every interface, as Cloud Run wants it. */
    public Optional<ListenAddress> listenAddress() {
        String host = optional("HOST").orElse(EVERY_INTERFACE);
        return required("PORT", SettingsReader::port).map(port -> new ListenAddress(host, port));
    }

    /** The HTTP address of another service, in {@code name}. */
    public Optional<URI> httpUrl(String name) {
        return required(name, value -> url(value, Set.of("http", "https")));
    }

    /** The WebSocket address of another service, in {@code name}. */
    public Optional<URI> webSocketUrl(String name) {
        return required(name, value -> url(value, Set.of("ws", "wss")));
    }

    /** What {@code settings} makes of the values read, or all problems; every value read is present when it is asked. */
    public <T> Checked<T> build(Supplier<T> settings) {
        return problems.isEmpty() ? Checked.valid(settings.get()) : Checked.invalid(String.join("; ", problems));
    }

    private <T> Optional<T> parsed(String name, String value, Function<String, Checked<T>> parse) {
        return parse.apply(value).fold(Optional::of, reason -> {
            problems.add(name + " " + reason);
            return Optional.empty();
        });
    }

    private static Checked<Integer> port(String value) {
        // 0 lets the system choose, which the in-process tests use.
        if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
            return Checked.valid(Integer.parseInt(value));
        }
        return Checked.invalid("is no port number (0 to 65535)");
    }

    private static Checked<URI> url(String value, Set<String> schemes) {
        String expected =
                "is no " + String.join(" or ", schemes.stream().sorted().toList()) + " URL";
        try {
            URI url = new URI(value);
            boolean usable = url.getScheme() != null
                    && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getQuery() == null
                    && url.getFragment() == null;
            return usable ? Checked.valid(url) : Checked.invalid(expected);
        } catch (URISyntaxException notAUrl) {
            return Checked.invalid(expected);
        }
    }
}
