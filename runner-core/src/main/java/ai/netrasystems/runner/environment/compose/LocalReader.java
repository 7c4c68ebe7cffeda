package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.environment.compose.LocalStart.Command;
import ai.netrasystems.runner.environment.compose.LocalStart.Embedded;
import ai.netrasystems.runner.environment.compose.LocalStart.Server;
import ai.netrasystems.runner.environment.compose.RunnerFields.Context;
import ai.netrasystems.runner.environment.compose.Template.Part;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code x-runner.local}. */
final class LocalReader {
    private static final List<String> KEYS = List.of("embedded", "command", "directory", "environment", "ready");
    private static final List<String> READY_KEYS = List.of("http", "tcp", "exit");
    private static final String READY_HINT = "write `ready: {http: /health}`, `{tcp: 8000}` or `{exit: 0}`";

    private final Context context;
    private final MapReader reader;

    LocalReader(YamlMap map, Context context) {
        this.context = context;
        this.reader = MapReader.closed(map, context.what("local"), context.problems(), KEYS);
    }

    Optional<LocalStart> read() {
        boolean embedded = reader.node("embedded").isPresent();
        boolean command = reader.node("command").isPresent();
        if (embedded == command) {
            problem("needs `embedded` or `command`, one of the two", reader.origin());
            return Optional.empty();
        }
        return embedded ? embedded() : command();
    }

    private Optional<LocalStart> embedded() {
        for (String key : List.of("directory", "environment", "ready")) {
            if (reader.node(key).isPresent()) {
                problem("has `" + key + "`, which is for a command", reader.originOf(key));
            }
        }
        return reader.choice("embedded", Server.class).map(Embedded::new);
    }

    private Optional<LocalStart> command() {
        List<Template> words = reader.scalars("command").stream()
                .map(context.templates()::read)
                .toList();
        if (words.size() < 2 && isOneText()) {
            problem(
                    "has a `command` that is one text",
                    reader.originOf("command"),
                    "write a list: [\"java\", \"-jar\", ...]");
            return Optional.empty();
        }
        Map<String, Template> environment = reader.map("environment")
                .map(map -> RunnerFields.templates(map, "environment", context))
                .orElse(Map.of());
        Path directory = directory();
        Set<Integer> ports = ownPorts(new Command(words, directory, environment, new ReadyCheck.ExitZero()));
        return ready(ports).map(ready -> new Command(words, directory, environment, ready));
    }

    /** One word with a space in it is a shell's line, not a program. */
    private boolean isOneText() {
        return reader.texts("command").stream().allMatch(word -> word.isBlank() || word.contains(" "));
    }

    private Path directory() {
        try {
            Path start = ContainerScope.directory(reader.originOf("command"));
            return reader.scalars("directory").stream()
                    .findFirst()
                    .map(written -> ContainerScope.directory(written.origin())
                            .resolve(written.text())
                            .normalize())
                    .orElse(start);
        } catch (InvalidPathException noPath) {
            problem("has a `directory` that is no path", reader.originOf("directory"));
            return ContainerScope.directory(reader.originOf("directory"));
        }
    }

    private Set<Integer> ownPorts(Command command) {
        Set<Integer> ports = new LinkedHashSet<>();
        command.ports().stream()
                .filter(port -> port.service().equals(context.service()))
                .map(Part.Port::number)
                .forEach(ports::add);
        return ports;
    }

    private Optional<ReadyCheck> ready(Set<Integer> ports) {
        Optional<YamlMap> map = reader.map("ready");
        if (map.isEmpty()) {
            if (reader.node("ready").isEmpty()) {
                problem("has a command and no `ready`", reader.originOf("command"), READY_HINT);
            }
            return Optional.empty();
        }
        MapReader ready = MapReader.closed(map.get(), context.what("ready"), context.problems(), READY_KEYS);
        List<String> given =
                READY_KEYS.stream().filter(key -> ready.node(key).isPresent()).toList();
        if (given.size() != 1) {
            problem("needs exactly one of `http`, `tcp` and `exit` in `ready`", ready.origin(), READY_HINT);
            return Optional.empty();
        }
        return switch (given.get(0)) {
            case "http" -> ready.text("http").flatMap(text -> http(text, ready.originOf("http"), ports));
            case "tcp" -> ready.integer("tcp", 1, 65_535).flatMap(port -> tcp(port, ready.originOf("tcp"), ports));
            default -> ready.integer("exit", 0, 0).map(zero -> new ReadyCheck.ExitZero());
        };
    }

    private Optional<ReadyCheck> http(String text, Origin origin, Set<Integer> ports) {
        if (text.startsWith("http://")) {
            return url(text, origin);
        }
        if (!text.startsWith("/")) {
            problem("has a `ready.http` that is neither a path (`/health`) nor an `http://` URL", origin);
            return Optional.empty();
        }
        if (ports.size() != 1) {
            problem(
                    "does not tell which port `" + text + "` is on: its command names " + ports.size() + " of its own",
                    origin,
                    "write it out: `http: \"http://{host}:{port:8000}" + text + "\"`");
            return Optional.empty();
        }
        String url = "http://{host}:{port:" + ports.iterator().next() + "}" + text;
        return url(url, origin);
    }

    private Optional<ReadyCheck> url(String text, Origin origin) {
        Template url = context.templates().read(text, origin);
        if (context.problems().isEmpty() && !url.isHttpUrl()) {
            problem("has a `ready.http` that is no URL: `" + text + "`", origin);
        }
        return Optional.of(new ReadyCheck.Http(url));
    }

    private Optional<ReadyCheck> tcp(int port, Origin origin, Set<Integer> ports) {
        if (!ports.contains(port)) {
            problem(
                    "waits for port " + port + ", which its command is never told of",
                    origin,
                    "use `{port:" + port + "}`");
            return Optional.empty();
        }
        return Optional.of(new ReadyCheck.Tcp(port));
    }

    private void problem(String message, Origin origin) {
        context.problems().add(context.what("local") + " " + message, origin);
    }

    private void problem(String message, Origin origin, String hint) {
        context.problems().add(context.what("local") + " " + message, origin, hint);
    }
}
