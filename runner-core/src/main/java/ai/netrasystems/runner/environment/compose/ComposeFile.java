package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A Compose file, checked: names refer to something, and no dependency comes back to itself.
 *
 * @param services by name, in the file's order
 */
public record ComposeFile(Path file, Map<ServiceName, ComposeService> services) {
    /** Copies the map, in order. */
    public ComposeFile {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    }

    /**
     * The service of that name.
     *
     * @throws IllegalArgumentException if there is none: the caller has checked names against {@link #services()}
     */
    public ComposeService service(ServiceName name) {
        ComposeService service = services.get(name);
        if (service == null) {
            throw new IllegalArgumentException("no service " + name + " in " + file);
        }
        return service;
    }

    /**
     * What forbids that these services run as containers: for a run that may use containers, exit 2.
     *
     * @param needed with their dependencies ({@link #withDependencies})
     */
    public List<Problem> containerProblems(Set<ServiceName> needed) {
        Set<Problem> problems = new LinkedHashSet<>();
        services.values().stream()
                .filter(service -> needed.contains(service.name()))
                .forEach(service -> problems.addAll(service.containerProblems()));
        problems.addAll(ContainerChecks.check(this, needed));
        return List.copyOf(problems);
    }

    /**
     * What the runner overrides where these services run as containers: a line each, naming the services.
     *
     * @param needed with their dependencies ({@link #withDependencies})
     */
    public List<String> containerNotes(Set<ServiceName> needed) {
        Map<String, List<String>> services = new LinkedHashMap<>();
        this.services.values().stream()
                .filter(service -> needed.contains(service.name()))
                .forEach(service -> service.container()
                        .notes()
                        .forEach(note -> services.computeIfAbsent(note, any -> new ArrayList<>())
                                .add(service.name().value())));
        return services.entrySet().stream()
                .map(note -> String.join(", ", note.getValue()) + ": " + note.getKey())
                .toList();
    }

    /** These services and all that they depend on, in the file's order. */
    public Set<ServiceName> withDependencies(Collection<ServiceName> needed) {
        Set<ServiceName> found = new LinkedHashSet<>();
        Deque<ServiceName> open = new ArrayDeque<>(needed);
        while (!open.isEmpty()) {
            ServiceName next = open.pop();
            if (found.add(next)) {
                service(next).dependsOn().stream().map(Dependency::service).forEach(open::push);
            }
        }
        Set<ServiceName> inOrder = new LinkedHashSet<>(services.keySet());
        inOrder.retainAll(found);
        return inOrder;
    }

    /** These services in the order in which they end: those that none of them needs, then those that only those needed. */
    public List<Set<ServiceName>> endOrder(Collection<ServiceName> running) {
        List<Set<ServiceName>> groups = new ArrayList<>();
        Set<ServiceName> left = new LinkedHashSet<>(running);
        while (!left.isEmpty()) {
            Set<ServiceName> needed = new LinkedHashSet<>();
            left.forEach(name ->
                    service(name).dependsOn().stream().map(Dependency::service).forEach(needed::add));
            Set<ServiceName> group = new LinkedHashSet<>(left);
            group.removeAll(needed);
            groups.add(group);
            left.removeAll(group);
        }
        return groups;
    }

    /** What these services inject into tests, where they are reached at those addresses. */
    public Map<String, String> injected(Collection<ServiceName> running, Template.Addresses addresses) {
        Map<String, String> variables = new LinkedHashMap<>();
        running.forEach(name ->
                service(name).inject().forEach((variable, value) -> variables.put(variable, value.resolve(addresses))));
        return variables;
    }

    /** Where the run's token is taken; empty where none of these services gives one. */
    public Optional<URI> tokenEndpoint(Collection<ServiceName> running, Template.Addresses addresses) {
        return running.stream()
                .flatMap(name -> service(name).tokenEndpoint().stream())
                .findFirst()
                .map(template -> URI.create(template.resolve(addresses)));
    }
}
