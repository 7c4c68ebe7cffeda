package ai.netrasystems.runner.environment.containers;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the engine says of a container at one moment.
 *
 * @param error why it could not run, in the engine's words
 * @param checked whether anything checks its health
 * @param check the test, for people
 * @param checkOutput what the last check wrote
 * @param ports where its own ports are published, by own port
 */
record ContainerState(
        boolean running,
        boolean ended,
        long exitCode,
        boolean outOfMemory,
        String error,
        boolean checked,
        Health health,
        String check,
        List<String> checkOutput,
        Map<Integer, Integer> ports) {
    /** What its health check says. */
    enum Health {
        HEALTHY,
        UNHEALTHY,
        /** It has not passed yet, nor failed often enough. */
        STARTING
    }

    static ContainerState of(InspectContainerResponse response) {
        InspectContainerResponse.ContainerState state = response.getState();
        String status = String.valueOf(state.getStatus());
        Long code = state.getExitCodeLong();
        Optional<HealthState> health = Optional.ofNullable(state.getHealth())
                .filter(it -> it.getStatus() != null && !it.getStatus().equals("none"));
        return new ContainerState(
                Boolean.TRUE.equals(state.getRunning()),
                status.equals("exited") || status.equals("dead"),
                code == null ? 0 : code,
                Boolean.TRUE.equals(state.getOOMKilled()),
                state.getError() == null ? "" : state.getError(),
                health.isPresent(),
                health.map(it -> health(it.getStatus())).orElse(Health.STARTING),
                check(response),
                health.map(ContainerState::output).orElse(List.of()),
                ports(response));
    }

    private static Health health(String status) {
        return switch (status) {
            case "healthy" -> Health.HEALTHY;
            case "unhealthy" -> Health.UNHEALTHY;
            default -> Health.STARTING;
        };
    }

    private static List<String> output(HealthState health) {
        List<HealthStateLog> checks = health.getLog();
        if (checks == null || checks.isEmpty()) {
            return List.of();
        }
        HealthStateLog last = checks.get(checks.size() - 1);
        List<String> lines = new ArrayList<>();
        if (last.getOutput() != null) {
            last.getOutput().strip().lines().forEach(lines::add);
        }
        if (lines.isEmpty()) {
            lines.add("the health check wrote nothing, its exit code is " + last.getExitCodeLong());
        }
        return lines;
    }

    private static String check(InspectContainerResponse response) {
        HealthCheck check = response.getConfig().getHealthcheck();
        return check == null || check.getTest() == null ? "" : String.join(" ", check.getTest());
    }

    private static Map<Integer, Integer> ports(InspectContainerResponse response) {
        Map<Integer, Integer> published = new TreeMap<>();
        Ports ports = response.getNetworkSettings().getPorts();
        if (ports == null) {
            return published;
        }
        ports.getBindings().forEach((own, bindings) -> {
            if (bindings != null && bindings.length > 0 && bindings[0].getHostPortSpec() != null) {
                published.put(own.getPort(), Integer.valueOf(bindings[0].getHostPortSpec()));
            }
        });
        return published;
    }
}
