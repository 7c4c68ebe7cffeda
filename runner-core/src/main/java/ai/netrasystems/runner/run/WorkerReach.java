package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.StagingSettings;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.staging.WorkerHosts;
import ai.netrasystems.runner.environment.staging.WorkerTrust;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.execution.LayerExecution;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.staging.ClientSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On request, what our own clients know of a redirected staging system for all other clients in a worker, too:
 * {@code staging.hosts-for-worker} and {@code staging.trust-for-worker}. Only in workers of that environment.
 */
final class WorkerReach {
    private static final String HOSTS_PROPERTY = "jdk.net.hosts.file";
    private static final String TRUST_PROPERTY = "javax.net.ssl.trustStore";

    private final Session session;
    private final StagingSettings settings;
    private final List<TestModule> modules;

    /** {@code launchers}: of the modules that run. */
    WorkerReach(Session session, StagingSettings settings, Launchers launchers) {
        this.session = session;
        this.settings = settings;
        this.modules = launchers.byModule().values().stream()
                .map(Launchers.Found::module)
                .toList();
    }

    /** The environment with what its workers' JVMs are told, where the files ask for that. */
    RunningEnvironment of(RunningEnvironment environment) {
        if (environment.provenance().environment() != EnvironmentKind.STAGING) {
            return environment;
        }
        ClientSettings client = ClientSettings.from(environment.variables()::get);
        List<String> arguments = new ArrayList<>();
        if (settings.hostsForWorker().value() && !client.connectTo().isEmpty() && isFree(HOSTS_PROPERTY)) {
            hosts(client).ifPresent(arguments::add);
        }
        if (settings.trustForWorker().value() && client.trust().isPresent() && isFree(TRUST_PROPERTY)) {
            arguments.addAll(trust(client.trust().get()));
        }
        return environment.withJvmArguments(arguments);
    }

    private Optional<String> hosts(ClientSettings client) {
        try {
            WorkerHosts hosts = WorkerHosts.of(client.connectTo(), WorkerHosts.ofSystem());
            Path file = hosts.write(directory());
            hosts.notes().forEach(note -> tell(Noted.Level.NOTE, note));
            return Optional.of("-D" + HOSTS_PROPERTY + "=" + file);
        } catch (IOException e) {
            tell(Noted.Level.WARNING, "staging.hosts-for-worker: not done: " + e);
            return Optional.empty();
        }
    }

    private List<String> trust(Path added) {
        try {
            List<Path> homes =
                    modules.stream().map(TestModule::javaHome).distinct().toList();
            Path store = WorkerTrust.write(homes, added, directory());
            return List.of(
                    "-D" + TRUST_PROPERTY + "=" + store,
                    "-D" + TRUST_PROPERTY + "Type=PKCS12",
                    "-D" + TRUST_PROPERTY + "Password=" + WorkerTrust.PASSWORD);
        } catch (IOException | GeneralSecurityException e) {
            tell(Noted.Level.WARNING, "staging.trust-for-worker: not done: " + e);
            return List.of();
        }
    }

    /** What the build says itself stands. */
    private boolean isFree(String property) {
        boolean taken = modules.stream()
                .flatMap(module -> Stream.concat(
                        module.jvmArguments().stream()
                                .filter(argument -> argument.startsWith("-D"))
                                .map(argument -> argument.substring(2)),
                        module.systemProperties().keySet().stream()))
                .anyMatch(name -> name.equals(property) || name.startsWith(property + "="));
        if (taken) {
            tell(
                    Noted.Level.NOTE,
                    "the build sets " + property + " for its tests: left as it is, staging's is not added");
        }
        return !taken;
    }

    /** Goes with the workers' other files. */
    private Path directory() throws IOException {
        return Files.createDirectories(
                LayerExecution.temporaryFiles(session.directory()).toAbsolutePath());
    }

    private void tell(Noted.Level level, String what) {
        session.publish(new Noted(level, what));
    }
}
