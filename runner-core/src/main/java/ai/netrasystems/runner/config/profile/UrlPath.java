package ai.netrasystems.runner.config.profile;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/** Paths below a service's URL: whatever stands there can't lead to another host. */
final class UrlPath {
    /** RFC 3986 section 3.3, of a path that begins with one slash; no query. */
    private static final Pattern PATH = Pattern.compile("/(?!/)[A-Za-z0-9._~!$&'()*+,;=:@%/-]*");

    private UrlPath() {}

    static Optional<String> read(MapReader reader, String key, Problems problems) {
        return reader.text(key).filter(text -> {
            boolean path = PATH.matcher(text).matches();
            if (!path) {
                problems.add("`" + text + "` is no path", reader.originOf(key), "write it like /health");
            }
            return path;
        });
    }
}
