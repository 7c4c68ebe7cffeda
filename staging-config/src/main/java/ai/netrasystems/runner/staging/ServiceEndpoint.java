package ai.netrasystems.runner.staging;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a service of the environment is.
 *
 * @param service the service's name, as {@code backend}
 * @param uri its absolute base URL
 */
public record ServiceEndpoint(String service, URI uri) {

    /**
     * Checks the URL.
     *
     * @throws IllegalArgumentException where the URL has no scheme or no host
     */
    public ServiceEndpoint {
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException("a service's URL needs a scheme and a host");
        }
    }

    /**
     * The URL of a path below the service: {@code http://h:1} and {@code /health} give {@code http://h:1/health}; a path
     * in the base URL is kept.
     *
     * @param path path and query, already encoded, with or without a leading slash
     */
    public URI resolve(String path) {
        String base = uri.toString();
        String root = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(path.startsWith("/") ? root + path : root + "/" + path);
    }

    /**
     * The service's endpoint as the variables have it; empty where none of {@link #variables(String)} is set.
     *
     * @throws InvalidVariableException where the variable holds no absolute URL
     */
    public static Optional<ServiceEndpoint> find(String service, EnvironmentVariables variables) {
        return variables(service).stream()
                .flatMap(name ->
                        variables.find(name).map(value -> new ServiceEndpoint(service, url(name, value))).stream())
                .findFirst();
    }

    /**
     * The names of the variables that may hold the URL of a service, first come first served. The three services whose
     * variables the runner owns have one name only: the runner removes an inherited {@code AUTH_SERVICE_URL} from a
     * worker, but would not think of an {@code AUTH_URL}.
     */
    public static List<String> variables(String service) {
        return switch (service) {
            case "backend" -> List.of("BACKEND_URL");
            case "auth" -> List.of("AUTH_SERVICE_URL");
            case "frontend" -> List.of("FRONTEND_URL");
            default -> {
                String name = service.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
                yield List.of(name + "_URL", name + "_SERVICE_URL");
            }
        };
    }

    static URI url(String variable, String value) {
        try {
            URI uri = URI.create(value);
            if (uri.getScheme() != null && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notAUri) {
            // told below, without the value: it may carry a password
        }
        throw new InvalidVariableException(
                variable, "must be an absolute URL without user information, as http://127.0.0.1:8000");
    }
}
