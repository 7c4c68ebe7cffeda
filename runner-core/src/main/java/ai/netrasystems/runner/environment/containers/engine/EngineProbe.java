package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineAddress.NamedPipe;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tcp;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Unix;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Absent;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Forbidden;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Silent;
import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Untrusted;
import ai.netrasystems.runner.model.StopSignal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyManagementException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Asks an engine what it is, within a limit of time that holds whatever it does, with the JDK alone. A local socket
 * that is missing or refuses is known at once; silence is waited for.
 */
public final class EngineProbe {
    /** Until the whole answer must be there. An engine under load answers in tens of milliseconds. */
    public static final Duration PATIENCE = Duration.ofMillis(1_800);

    private final String user;
    private final Duration patience;

    /** A probe for that user. */
    public EngineProbe(String user) {
        this(user, PATIENCE);
    }

    EngineProbe(String user, Duration patience) {
        this.user = user;
        this.patience = patience;
    }

    /** Asks it. A stop request ends the wait at once. */
    public EngineAnswer ask(EngineAddress address, StopSignal stop) {
        CompletableFuture<EngineAnswer> answer = new CompletableFuture<>();
        EngineConnection connection = EngineConnection.to(address);
        Thread asking = new Thread(() -> answer.complete(askNow(address, connection)), "engine-probe");
        asking.setDaemon(true);
        Runnable deaf = stop.onRequest(() -> answer.complete(new EngineAnswer.Stopped()));
        try {
            asking.start();
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            return new EngineAnswer.Unusable(new Silent(address, patience));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new EngineAnswer.Stopped();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            deaf.run();
            connection.close();
        }
    }

    private EngineAnswer askNow(EngineAddress address, EngineConnection connection) {
        try {
            return VersionAnswer.read(connection.get("/version"), address);
        } catch (IOException | KeyManagementException | RuntimeException failure) {
            return new EngineAnswer.Unusable(
                    address.fold(unix -> of(unix, failure), tcp -> of(tcp, failure), pipe -> of(pipe, failure)));
        }
    }

    private EngineDiagnosis of(Unix address, Exception failure) {
        Path socket = address.socket();
        List<String> evidence = evidence(address, failure);
        try {
            PosixFileAttributes attributes = Files.readAttributes(socket, PosixFileAttributes.class);
            if (Files.isWritable(socket)) {
                return new Absent("nobody listens on " + socket, evidence);
            }
            String mode = (attributes.isOther() ? "s" : "-") + PosixFilePermissions.toString(attributes.permissions());
            return new Forbidden(
                    socket,
                    mode,
                    attributes.owner().getName(),
                    attributes.group().getName(),
                    user);
        } catch (AccessDeniedException hidden) {
            return hiddenBehind(socket, evidence);
        } catch (NoSuchFileException missing) {
            return new Absent("there is no " + socket, evidence);
        } catch (IOException | UnsupportedOperationException unreadable) {
            return new Absent(socket + " can't be read: " + unreadable.getMessage(), evidence);
        }
    }

    /** Names the nearest directory that can be looked at: that one is in the way. */
    private EngineDiagnosis hiddenBehind(Path socket, List<String> evidence) {
        for (Path at = socket.getParent(); at != null; at = at.getParent()) {
            Optional<PosixFileAttributes> seen = attributes(at);
            if (seen.isPresent()) {
                return new Forbidden(
                        socket,
                        "d" + PosixFilePermissions.toString(seen.get().permissions()),
                        seen.get().owner().getName(),
                        seen.get().group().getName(),
                        user);
            }
        }
        return new Absent("there is no " + socket, evidence);
    }

    private static Optional<PosixFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, PosixFileAttributes.class));
        } catch (IOException hidden) {
            return Optional.empty();
        }
    }

    private EngineDiagnosis of(Tcp address, Exception failure) {
        if (failure instanceof SSLException || failure instanceof KeyManagementException) {
            return new Untrusted(address, String.valueOf(failure.getMessage()));
        }
        String why = failure instanceof UnknownHostException
                ? "there is no host " + address.name()
                : failure instanceof ConnectException || failure instanceof NoRouteToHostException
                        ? "nobody listens on " + address.dockerHost()
                        : address.dockerHost() + " broke the connection";
        return new Absent(why, evidence(address, failure));
    }

    private static EngineDiagnosis of(NamedPipe address, Exception failure) {
        return new Absent(
                failure instanceof FileNotFoundException
                        ? "there is no " + address.dockerHost()
                        : address.dockerHost() + " can't be used",
                evidence(address, failure));
    }

    private static List<String> evidence(EngineAddress address, Exception failure) {
        return List.of(
                address.dockerHost() + ", found by " + address.foundBy(),
                failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }
}
