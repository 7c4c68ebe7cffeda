package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.compose.LocalStart.Server;
import ai.netrasystems.runner.environment.process.EndSignal;
import ai.netrasystems.runner.environment.process.FileTree;
import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.environment.start.StartResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a PostgreSQL server of this run's own. A fresh cluster takes {@code initdb} 0.7 s; so one per version and user
 * is kept in the cache, and each run begins with a copy (0.1 s). The password is set per run through standard input:
 * it is in no argument and in no cached file.
 */
final class PostgresStart {
    private static final String NO_USER_NAMESPACE = "unshare:";
    private static final String LAYOUT = "1";

    private final StartContext context;
    private final BinaryCache cache;

    PostgresStart(StartContext context) {
        this.context = context;
        this.cache =
                new BinaryCache(context.machine().cache(), context.machine().host());
    }

    StartResult start() throws IOException {
        PostgresAccount account = PostgresAccount.of(context.service().environment());
        if (!account.isPlain()) {
            return failed(
                    "POSTGRES_USER, POSTGRES_DB or POSTGRES_PASSWORD holds a line break", "write them in one line");
        }
        Optional<PostgresBinaries> binaries = PostgresBinaries.unpacked(cache, context.cancellation());
        if (binaries.isEmpty()) {
            return failed(
                    "no PostgreSQL for this platform is on the class path (" + PostgresBinaries.resource() + ")",
                    "give the service an x-runner.local.command, or use --environment containers");
        }
        if (context.cancellation().isCancelled()) {
            return new StartResult.Cancelled();
        }
        Path template = template(binaries.get(), account.user());
        if (!Files.isDirectory(template)) {
            return prepareFailed("initdb failed");
        }
        Path data = context.data();
        Files.createDirectories(data.getParent());
        context.ledger().temporary(data);
        FileTree.copy(template, data);
        Files.writeString(data.resolve("pg_hba.conf"), account.hostBasedAuthentication());
        if (!setUp(binaries.get(), data, account)) {
            return prepareFailed("the database could not be created");
        }
        return serve(binaries.get(), data);
    }

    private Path template(PostgresBinaries binaries, String user) throws IOException {
        String key = binaries.key() + "-cluster" + LAYOUT + "-"
                + HexFormat.of().formatHex(user.getBytes(StandardCharsets.UTF_8));
        return cache.directory(key, draft -> initdb(binaries, draft, user));
    }

    private boolean initdb(PostgresBinaries binaries, Path draft, String user) throws IOException {
        List<String> command = List.of(
                binaries.program("initdb").toString(),
                "--pgdata=" + draft,
                "--username=" + user,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--wal-segsize=1",
                "--no-sync",
                "--no-instructions");
        return runs(command, draft, "");
    }

    private boolean setUp(PostgresBinaries binaries, Path data, PostgresAccount account) throws IOException {
        String sql = account.setUp();
        // Errors must not show the statement: the first one holds the password.
        List<String> command = List.of(
                binaries.program("postgres").toString(),
                "--single",
                "-F",
                "-D",
                data.toString(),
                "-c",
                "log_min_error_statement=panic",
                "-c",
                "exit_on_error=on",
                "template1");
        return sql.isEmpty() || runs(command, data, sql);
    }

    /** Whether a program that prepares something ends well. */
    private boolean runs(List<String> command, Path directory, String input) throws IOException {
        Optional<ServiceProcess> process =
                context.start(asOrdinaryUser(command), directory, variables(), EndSignal.TERM, input);
        return process.isPresent()
                && new ReadyWait(context)
                        .untilDone(process.get())
                        .<Boolean>fold(up -> true, down -> false, () -> false);
    }

    private StartResult serve(PostgresBinaries binaries, Path data) throws IOException {
        int port = context.ports().port(context.service().name(), Server.POSTGRES.port());
        List<String> command = List.of(
                binaries.program("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=" + PortBook.LOOPBACK,
                "-c",
                "unix_socket_directories=",
                // The data lives as long as the run: nothing needs to survive a crash of the machine.
                "-c",
                "fsync=off",
                "-c",
                "synchronous_commit=off",
                "-c",
                "full_page_writes=off");
        Optional<ServiceProcess> process =
                context.start(asOrdinaryUser(command), data, variables(), EndSignal.QUIT, "");
        return process.isEmpty()
                ? new StartResult.Cancelled()
                : new ReadyWait(context)
                        .untilReady(
                                process.get(),
                                new Probe.PostmasterStatus(data),
                                context.address(Server.POSTGRES.port()));
    }

    /**
     * PostgreSQL refuses to run as root. In a user namespace of its own the same process is an unprivileged user that
     * still owns its files (user_namespaces(7)), so no account has to be made and no directory opened to one.
     */
    private List<String> asOrdinaryUser(List<String> command) {
        Optional<Path> unshare = isRoot() ? context.path().find("unshare") : Optional.empty();
        List<String> whole = new ArrayList<>();
        unshare.ifPresent(program -> whole.addAll(List.of(program.toString(), "--user")));
        whole.addAll(command);
        return whole;
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
            return System.getProperty("user.name", "").equals("root");
        }
    }

    private Map<String, String> variables() {
        return Map.of("PATH", context.path().toString(), "LC_ALL", "C", "TZ", "UTC");
    }

    private StartResult failed(String step, String remedy) {
        return new StartResult.Down(
                new LocalDiagnosis.EmbeddedFailed(context.service().name(), step, List.of(), remedy));
    }

    private StartResult prepareFailed(String step) {
        if (context.cancellation().isCancelled()) {
            return new StartResult.Cancelled();
        }
        List<String> log = context.logTail();
        boolean forbidden = log.stream().anyMatch(line -> line.startsWith(NO_USER_NAMESPACE));
        return new StartResult.Down(
                forbidden
                        ? new LocalDiagnosis.EmbeddedFailed(
                                context.service().name(),
                                "PostgreSQL does not run as root, and this machine forbids user namespaces",
                                log,
                                "run as another user, or allow user namespaces (in a container: a seccomp profile that"
                                        + " permits unshare)")
                        : new LocalDiagnosis.EmbeddedFailed(
                                context.service().name(), step, log, "read its log: " + context.log()));
    }
}
