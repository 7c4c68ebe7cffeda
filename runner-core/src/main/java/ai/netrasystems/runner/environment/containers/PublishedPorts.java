package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.Template;
import ai.netrasystems.runner.model.ServiceName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the ports of one environment's services are reached. Thread-safe. */
final class PublishedPorts implements Template.Addresses {
    private final String host;
    private final Map<ServiceName, Map<Integer, Integer>> ports = new ConcurrentHashMap<>();

    /** Published at that host. */
    PublishedPorts(String host) {
        this.host = host;
    }

    void publish(ServiceName service, Map<Integer, Integer> published) {
        ports.put(service, Map.copyOf(published));
    }

    @Override
    public String host(ServiceName service) {
        return host;
    }

    /** To be asked only after a check that it is there. */
    @Override
    public int port(ServiceName service, int number) {
        return find(service, number)
                .orElseThrow(
                        () -> new IllegalStateException("port " + number + " of " + service + " is not published"));
    }

    Optional<Integer> find(ServiceName service, int number) {
        return Optional.ofNullable(ports.getOrDefault(service, Map.of()).get(number));
    }

    /** The first of a service's addresses, for people; empty where it has none. */
    String address(ServiceName service) {
        return ports.getOrDefault(service, Map.of()).entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .map(entry -> host + ":" + entry.getValue())
                .orElse("");
    }
}
