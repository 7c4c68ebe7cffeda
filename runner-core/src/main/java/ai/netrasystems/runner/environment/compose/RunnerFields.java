package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.model.ServiceName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The extension field {@code x-runner} of one service. */
record RunnerFields(Map<String, Template> inject, Optional<LocalStart> local, Optional<Template> tokenEndpoint) {

    /** Whose field it is, and what it may refer to. */
    record Context(ServiceName service, Set<String> services, Problems problems) {
        TemplateReader templates() {
            return new TemplateReader(service, services, problems);
        }

        String what(String key) {
            return "`" + key + "` of service `" + service + "`";
        }
    }

    static RunnerFields read(YamlMap map, Context context) {
        MapReader reader = MapReader.closed(
                map, context.what(ComposeKeys.RUNNER), context.problems(), List.of("inject", "local", "token"));
        return new RunnerFields(
                reader.map("inject")
                        .map(inject -> templates(inject, "inject", context))
                        .orElse(Map.of()),
                reader.map("local").flatMap(local -> new LocalReader(local, context).read()),
                reader.map("token").flatMap(token -> endpoint(token, context)));
    }

    /** A map from names to texts with placeholders. */
    static Map<String, Template> templates(YamlMap map, String key, Context context) {
        MapReader reader = MapReader.open(map, context.what(key), context.problems());
        Map<String, Template> found = new LinkedHashMap<>();
        map.entries().values().forEach(entry -> {
            if (entry.value().isNull()) {
                context.problems().add("`" + entry.key() + "` has no value in " + context.what(key), entry.keyOrigin());
            } else {
                reader.text(entry.key())
                        .ifPresent(text -> found.put(
                                entry.key(),
                                context.templates().read(text, entry.value().origin())));
            }
        });
        return found;
    }

    private static Optional<Template> endpoint(YamlMap map, Context context) {
        MapReader reader = MapReader.closed(map, context.what("token"), context.problems(), List.of("endpoint"));
        Optional<Template> endpoint =
                reader.text("endpoint").map(text -> context.templates().read(text, reader.originOf("endpoint")));
        if (endpoint.isEmpty()) {
            context.problems().add(context.what("token") + " needs `endpoint`", reader.origin());
        }
        endpoint.filter(url -> context.problems().isEmpty() && !url.isHttpUrl())
                .ifPresent(url -> context.problems()
                        .add(context.what("token") + " has an `endpoint` that is no http URL", url.origin()));
        return endpoint;
    }
}
