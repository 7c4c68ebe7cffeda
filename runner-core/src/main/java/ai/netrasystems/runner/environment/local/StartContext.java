package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.process.EndSignal;
import ai.netrasystems.runner.environment.process.LogTail;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.process.ProcessStarter.Launch;
import ai.netrasystems.runner.environment.process.SearchPath;
import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.model.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the start of one service needs.
 *
 * @param run told to the service with each request of ours
 * @param extra environment variables that this service alone gets, such as its bypass key
 * @param log its log file
 * @param data where a server may keep its data; removed with the run
 * @param budget from now on
 * @param begun to be told that the service's own process runs
 */
record StartContext(
        RunId run,
        ComposeService service,
        LocalMachine machine,
        SearchPath path,
        PortBook ports,
        LocalServices services,
        ProcessLedger ledger,
        Cancellation cancellation,
        Map<String, String> extra,
        Path log,
        Path data,
        Duration budget,
        Runnable begun) {

    /** Starts a process of this service; empty where the run is being ended. */
    Optional<ServiceProcess> start(
            List<String> command, Path directory, Map<String, String> environment, EndSignal end, String input)
            throws IOException {
        return services.start(
                service.name(), new Launch(service.name().value(), command, directory, environment, log, end, input));
    }

    List<String> logTail() {
        return LogTail.of(log, LocalDiagnosis.LOG_LINES);
    }

    String address(int number) {
        return PortBook.LOOPBACK + ":" + ports.port(service.name(), number);
    }
}
