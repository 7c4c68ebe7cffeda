package ai.netrasystems.runner.config.profile;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Refuses a credential that stands as text in a file of the project: with its line, and never with its value. */
public final class Credentials {
    /** Keys under which somebody may look for a place for it. */
    private static final Set<String> KEYS = Set.of(
            "bypass-key",
            "bypass_key",
            "key",
            "token",
            "secret",
            "credential",
            "password",
            "value",
            "api-key",
            "access-token");

    private Credentials() {}

    /**
     * The map without such keys; each is a problem.
     *
     * @param where the map's path, as {@code staging.profiles.acme.token}
     * @param remedy what to write instead
     */
    public static YamlMap refuse(YamlMap map, String where, String remedy, Problems problems) {
        Map<String, YamlMap.Entry> rest = new LinkedHashMap<>(map.entries());
        map.entries().values().stream()
                .filter(entry -> KEYS.contains(entry.key()))
                .forEach(entry -> {
                    rest.remove(entry.key());
                    problems.add(
                            "`" + where + "." + entry.key() + "`: a credential does not stand in a file like this",
                            entry.keyOrigin(),
                            remedy);
                });
        return new YamlMap(rest, map.origin());
    }
}
