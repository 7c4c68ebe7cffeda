package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tls;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.ContextBroken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * The docker CLI's store of contexts: {@code contexts/meta/<sha256 of the name>/meta.json} and
 * {@code contexts/tls/<the same>/docker/} (docker/cli, {@code cli/context/store}).
 */
record DockerContexts(Path configuration) {
    /** What a context says. */
    record Context(String host, Optional<Tls> tls) {}

    /** What was read, or why it can't be. */
    sealed interface Read<T> {
        record Value<T>(T value) implements Read<T> {
            @Override
            public <R> R fold(Function<T, R> value, Function<ContextBroken, R> broken) {
                return value.apply(this.value);
            }
        }

        record Broken<T>(ContextBroken diagnosis) implements Read<T> {
            @Override
            public <R> R fold(Function<T, R> value, Function<ContextBroken, R> broken) {
                return broken.apply(diagnosis);
            }
        }

        <R> R fold(Function<T, R> value, Function<ContextBroken, R> broken);
    }

    /**
     * The context that is chosen in {@code config.json}; empty where none is. A file that can't be read is not taken for
     * one that chooses nothing, as the docker CLI does with a warning: tests would run on an engine that nobody chose.
     */
    Read<Optional<String>> current() {
        Path file = configuration.resolve("config.json");
        String what = "the docker CLI's configuration";
        try {
            return new Read.Value<>(text(object(file).get("currentContext")).filter(name -> !name.isEmpty()));
        } catch (NoSuchFileException none) {
            return new Read.Value<>(Optional.empty());
        } catch (IOException | JacksonException unreadable) {
            return new Read.Broken<>(new ContextBroken(what, file, reason(unreadable)));
        }
    }

    /** Reads a context that is not the default one. {@code what}: for people. */
    Read<Context> read(String name, String what) {
        String id = digest(name);
        Path file =
                configuration.resolve("contexts").resolve("meta").resolve(id).resolve("meta.json");
        try {
            Map<?, ?> docker = map(map(object(file).get("Endpoints")).get("docker"));
            Optional<String> host = text(docker.get("Host")).filter(value -> !value.isBlank());
            if (host.isEmpty()) {
                return new Read.Broken<>(new ContextBroken(what, file, "it has no Endpoints.docker.Host"));
            }
            return new Read.Value<>(new Context(host.get(), tls(id, Boolean.TRUE.equals(docker.get("SkipTLSVerify")))));
        } catch (NoSuchFileException none) {
            return new Read.Broken<>(new ContextBroken(what, file, "there is no such context"));
        } catch (IOException | JacksonException unreadable) {
            return new Read.Broken<>(new ContextBroken(what, file, reason(unreadable)));
        }
    }

    private Optional<Tls> tls(String id, boolean skipVerify) throws IOException {
        Path directory =
                configuration.resolve("contexts").resolve("tls").resolve(id).resolve("docker");
        boolean some = false;
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                some = files.findAny().isPresent();
            }
        }
        return some || skipVerify ? Optional.of(new Tls(directory, !skipVerify)) : Optional.empty();
    }

    private static Map<?, ?> object(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isBlank() ? Map.of() : map(JSON.std.anyFrom(text));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Optional<String> text(@Nullable Object value) {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String reason(Exception unreadable) {
        return unreadable instanceof JacksonException
                ? "it is no JSON"
                : unreadable.getClass().getSimpleName() + ": " + unreadable.getMessage();
    }

    private static String digest(String name) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
