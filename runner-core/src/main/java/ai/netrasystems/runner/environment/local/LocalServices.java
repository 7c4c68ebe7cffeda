package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.ServiceLost;
import ai.netrasystems.runner.environment.process.EndSignal;
import ai.netrasystems.runner.environment.process.ProcessEnding;
import ai.netrasystems.runner.environment.process.ProcessIdentity;
import ai.netrasystems.runner.environment.process.ProcessStarter;
import ai.netrasystems.runner.environment.process.ProcessStarter.Launch;
import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The processes that one environment has started. After {@link #close()} none starts any more. Thread-safe. */
final class LocalServices {
    private record Owned(ServiceName service, ServiceProcess process) {}

    private final ProcessStarter starter;
    private final ProcessEnding ending;
    private final List<Owned> owned = new ArrayList<>();
    private boolean closed;

    LocalServices(ProcessStarter starter, ProcessEnding ending) {
        this.starter = starter;
        this.ending = ending;
    }

    /** Starts a process of a service; empty where the environment is being closed. */
    synchronized Optional<ServiceProcess> start(ServiceName service, Launch launch) throws IOException {
        if (closed) {
            return Optional.empty();
        }
        ServiceProcess process = starter.start(launch);
        owned.add(new Owned(service, process));
        return Optional.of(process);
    }

    /** Of these services the first that has ended, and not in peace; empty where none has. */
    synchronized Optional<ServiceLost> lost(Predicate<ServiceName> services) {
        return owned.stream()
                .filter(one -> !closed && services.test(one.service()))
                .flatMap(one -> one.process().exit().filter(code -> code != 0).stream()
                        .map(code -> new ServiceLost(
                                one.service(), code, one.process().log())))
                .findFirst();
    }

    /** From now on nothing starts. */
    synchronized void close() {
        closed = true;
    }

    /** Ends the processes of these services; returns what is still there, for people. */
    List<String> end(Set<ServiceName> services, Duration grace) {
        Map<ProcessIdentity, EndSignal> asked = new LinkedHashMap<>();
        Map<ProcessIdentity, ServiceName> names = new LinkedHashMap<>();
        synchronized (this) {
            for (Owned one : owned) {
                if (services.contains(one.service())) {
                    one.process().identity().ifPresent(identity -> {
                        asked.put(identity, one.process().end());
                        names.put(identity, one.service());
                    });
                }
            }
        }
        return ending.end(asked, grace).stream()
                .map(process -> "process " + process.pid()
                        + Optional.ofNullable(names.get(process))
                                .map(name -> " of service " + name)
                                .orElse(""))
                .toList();
    }
}
