package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineAddress.NamedPipe;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tls;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Unix;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the engine that the docker CLI would use: {@code DOCKER_HOST}; {@code DOCKER_CONTEXT}; the current context of
 * {@code config.json}; the default socket (docker/cli, {@code cli/command/cli.go}, resolveContextName). Where the
 * default socket is not there, also those of rootless engines and of the usual desktops. Reads files, talks to nobody.
 */
public final class EngineResolver {
    private static final String DEFAULT_CONTEXT = "default";

    private final EngineMachine machine;
    private final Map<String, String> variables;
    private final Path configuration;

    /** Finds it for this person on this machine. */
    public EngineResolver(EngineMachine machine) {
        this.machine = machine;
        this.variables = machine.variables();
        this.configuration =
                set("DOCKER_CONFIG").map(Path::of).orElse(machine.home().resolve(".docker"));
    }

    /** Which engine is meant. */
    public EngineResolution resolve() {
        Optional<String> host = set("DOCKER_HOST");
        if (host.isPresent()) {
            return EngineHost.parse(host.get(), tlsOfVariables(), "DOCKER_HOST", defaultSocket());
        }
        Optional<String> named = set("DOCKER_CONTEXT");
        if (named.isPresent()) {
            return context(named.get(), "DOCKER_CONTEXT");
        }
        DockerContexts contexts = new DockerContexts(configuration);
        return contexts.current()
                .fold(
                        current -> context(current.orElse(DEFAULT_CONTEXT), "config.json"),
                        EngineResolution.Unusable::new);
    }

    private EngineResolution context(String name, String namedBy) {
        if (name.equals(DEFAULT_CONTEXT)) {
            return sockets();
        }
        String what = "docker context \"" + name + "\" (" + namedBy + ")";
        return new DockerContexts(configuration)
                .read(name, what)
                .fold(
                        context -> EngineHost.parse(context.host(), context.tls(), what, defaultSocket()),
                        EngineResolution.Unusable::new);
    }

    private EngineResolution sockets() {
        if (machine.windows()) {
            NamedPipe pipe = new NamedPipe("//./pipe/docker_engine", "the default");
            return new EngineResolution.Candidates(List.of(pipe), List.of(pipe.dockerHost()));
        }
        Set<Path> places = places();
        List<EngineAddress> found = new ArrayList<>();
        for (Path place : places) {
            if (mayBeThere(place)) {
                found.add(new Unix(place, place.equals(defaultSocket()) ? "the default" : "its usual place"));
            }
        }
        return new EngineResolution.Candidates(
                found, places.stream().map(Path::toString).toList());
    }

    /** Whether there is something, or a directory on the way that hides whether there is: the latter is no absence. */
    private static boolean mayBeThere(Path place) {
        return !Files.notExists(place);
    }

    private Set<Path> places() {
        Set<Path> places = new LinkedHashSet<>();
        List<Path> runtime = new ArrayList<>();
        set("XDG_RUNTIME_DIR").map(Path::of).filter(Path::isAbsolute).ifPresent(runtime::add);
        machine.uid().ifPresent(uid -> runtime.add(machine.root().resolve("run/user/" + uid)));
        places.add(defaultSocket());
        runtime.forEach(directory -> places.add(directory.resolve("docker.sock")));
        // Docker Desktop and rootless; Desktop for Linux; Colima; Rancher Desktop; OrbStack.
        for (String below : List.of(
                ".docker/run/docker.sock",
                ".docker/desktop/docker.sock",
                ".colima/default/docker.sock",
                ".colima/docker.sock",
                ".rd/docker.sock",
                ".orbstack/run/docker.sock")) {
            places.add(machine.home().resolve(below));
        }
        runtime.forEach(directory -> places.add(directory.resolve("podman/podman.sock")));
        places.add(machine.home().resolve(".local/share/containers/podman/machine/podman.sock"));
        places.add(machine.root().resolve("run/podman/podman.sock"));
        return places;
    }

    private Path defaultSocket() {
        return machine.root().resolve("var/run/docker.sock");
    }

    /** docker/cli, {@code cli/flags/options.go}: any value of the two switches on; verification only by the first. */
    private Optional<Tls> tlsOfVariables() {
        boolean verify = set("DOCKER_TLS_VERIFY").isPresent();
        boolean tls = verify || set("DOCKER_TLS").isPresent();
        return tls
                ? Optional.of(new Tls(set("DOCKER_CERT_PATH").map(Path::of).orElse(configuration), verify))
                : Optional.empty();
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }
}
