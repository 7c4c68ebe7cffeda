package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.compose.LocalStart.Server;
import ai.netrasystems.runner.environment.process.EndSignal;
import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.environment.start.StartResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a Redis server of this run's own: the machine's, else the static one that an artefact carries. */
final class RedisStart {
    /** As the artefact's resources are named; its version, 0.9.1, carries this one. */
    private static final String RESOURCE = "redis-server-7.0.15-";

    private static final String PROGRAM = "redis-server";

    private final StartContext context;

    RedisStart(StartContext context) {
        this.context = context;
    }

    StartResult start() throws IOException {
        Optional<Path> program = program();
        if (program.isEmpty()) {
            return new StartResult.Down(new LocalDiagnosis.EmbeddedFailed(
                    context.service().name(),
                    "no redis-server on PATH, and none for this platform on the class path",
                    List.of("looked in " + context.path()),
                    "install redis-server"));
        }
        Path data = context.data();
        context.ledger().temporary(data);
        Files.createDirectories(data);
        int port = context.ports().port(context.service().name(), Server.REDIS.port());
        List<String> command = List.of(
                program.get().toString(),
                "--bind",
                PortBook.LOOPBACK,
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--daemonize",
                "no");
        Optional<ServiceProcess> process = context.start(
                command, data, Map.of("PATH", context.path().toString(), "LC_ALL", "C"), EndSignal.TERM, "");
        return process.isEmpty()
                ? new StartResult.Cancelled()
                : new ReadyWait(context)
                        .untilReady(process.get(), new Probe.RedisPing(port), context.address(Server.REDIS.port()));
    }

    private Optional<Path> program() throws IOException {
        Optional<Path> installed = context.path().find(PROGRAM);
        return installed.isPresent() ? installed : carried();
    }

    private Optional<Path> carried() throws IOException {
        Optional<Artefact> artefact =
                Artefact.find(RESOURCE + Artefact.system() + "-" + (Artefact.isArm() ? "arm64" : "amd64"));
        if (artefact.isEmpty()) {
            return Optional.empty();
        }
        BinaryCache cache =
                new BinaryCache(context.machine().cache(), context.machine().host());
        Path directory = cache.directory(artefact.get().key(), draft -> {
            Path target = draft.resolve(PROGRAM);
            try (InputStream in = artefact.get().open()) {
                Files.copy(in, target);
            }
            return target.toFile().setExecutable(true, false);
        });
        return Optional.of(directory.resolve(PROGRAM)).filter(Files::isExecutable);
    }
}
