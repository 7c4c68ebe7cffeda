package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.environment.compose.ComposeService.Condition;
import ai.netrasystems.runner.environment.compose.ComposeService.Dependency;
import ai.netrasystems.runner.environment.compose.Template.Part;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold between the services of a file. */
final class ComposeChecks {
    private ComposeChecks() {}

    static List<Problem> check(ComposeFile file) {
        List<Problem> problems = new ArrayList<>();
        injectedTwice(file, problems);
        severalTokens(file, problems);
        neverCompleted(file, problems);
        portsOfNobody(file, problems);
        return problems;
    }

    /** Dependencies that come back to where they began: a problem each. */
    static List<Problem> cycles(ComposeFile file) {
        List<Problem> problems = new ArrayList<>();
        Set<ServiceName> done = new HashSet<>();
        for (ServiceName name : file.services().keySet()) {
            cycle(file, name, new LinkedHashSet<>(), done).ifPresent(problems::add);
        }
        return problems;
    }

    private static void injectedTwice(ComposeFile file, List<Problem> problems) {
        Map<String, ComposeService> first = new HashMap<>();
        for (ComposeService service : file.services().values()) {
            service.inject().forEach((variable, value) -> {
                ComposeService earlier = first.putIfAbsent(variable, service);
                if (earlier != null) {
                    problems.add(Problem.of(
                            "services `" + earlier.name() + "` and `" + service.name() + "` both inject `" + variable
                                    + "`",
                            value.origin(),
                            "keep it in one of them"));
                }
            });
        }
    }

    private static void severalTokens(ComposeFile file, List<Problem> problems) {
        List<ComposeService> issuers = file.services().values().stream()
                .filter(service -> service.tokenEndpoint().isPresent())
                .toList();
        if (issuers.size() > 1) {
            problems.add(Problem.of(
                    "services `" + issuers.get(0).name() + "` and `"
                            + issuers.get(1).name() + "` both have `token`, and a run has one token",
                    issuers.get(1).tokenEndpoint().orElseThrow().origin(),
                    "keep it in one of them"));
        }
    }

    private static void neverCompleted(ComposeFile file, List<Problem> problems) {
        for (ComposeService service : file.services().values()) {
            for (Dependency dependency : service.dependsOn()) {
                boolean staysUp = file.service(dependency.service())
                        .local()
                        .map(local -> local.<Boolean>fold(
                                embedded -> true,
                                command -> command.ready().fold(http -> true, tcp -> true, () -> false)))
                        .orElse(false);
                if (dependency.condition() == Condition.SERVICE_COMPLETED_SUCCESSFULLY && staysUp) {
                    problems.add(Problem.of(
                            "`" + service.name() + "` waits until `" + dependency.service()
                                    + "` has completed, which stays up",
                            dependency.origin(),
                            "give it `ready: {exit: 0}`, or wait for `service_healthy`"));
                }
            }
        }
    }

    /** A port of a local service at which nothing will listen, as nothing tells its process of it. */
    private static void portsOfNobody(ComposeFile file, List<Problem> problems) {
        for (ComposeService service : file.services().values()) {
            templates(service)
                    .forEach(template -> template.ports().forEach(port -> {
                        Optional<Set<Integer>> known =
                                file.service(port.service()).local().map(local -> own(port, local));
                        if (known.isPresent() && !known.get().contains(port.number())) {
                            problems.add(Problem.of(
                                    "no process of `" + port.service() + "` listens on port " + port.number()
                                            + " when it runs locally",
                                    template.origin(),
                                    known.get().isEmpty()
                                            ? "name the port in its `x-runner.local.environment`"
                                            : "its ports: " + join(known.get())));
                        }
                    }));
        }
    }

    private static Set<Integer> own(Part.Port port, LocalStart local) {
        return local.fold(
                embedded -> Set.of(embedded.server().port()),
                command -> command.ports().stream()
                        .filter(other -> other.service().equals(port.service()))
                        .map(Part.Port::number)
                        .collect(Collectors.toSet()));
    }

    private static Stream<Template> templates(ComposeService service) {
        Stream<Template> local = service.local().stream()
                .flatMap(start -> start.<Stream<Template>>fold(
                        embedded -> Stream.empty(),
                        command -> Stream.concat(
                                command.ready()
                                        .<Stream<Template>>fold(
                                                http -> Stream.of(http.url()), tcp -> Stream.empty(), Stream::empty),
                                Stream.concat(command.words().stream(), command.environment().values().stream()))));
        return Stream.concat(forTests(service), local);
    }

    /** What is said to tests and to the runner itself, wherever services run. */
    static Stream<Template> forTests(ComposeService service) {
        return Stream.concat(service.inject().values().stream(), service.tokenEndpoint().stream());
    }

    private static Optional<Problem> cycle(
            ComposeFile file, ServiceName at, Set<ServiceName> path, Set<ServiceName> done) {
        if (done.contains(at)) {
            return Optional.empty();
        }
        path.add(at);
        for (Dependency dependency : file.service(at).dependsOn()) {
            if (path.contains(dependency.service())) {
                done.addAll(path);
                return Optional.of(Problem.of(
                        "services depend on each other: " + circle(path, dependency.service()), dependency.origin()));
            }
            Optional<Problem> found = cycle(file, dependency.service(), path, done);
            if (found.isPresent()) {
                return found;
            }
        }
        path.remove(at);
        done.add(at);
        return Optional.empty();
    }

    private static String circle(Set<ServiceName> path, ServiceName back) {
        List<ServiceName> names = new ArrayList<>(path);
        List<ServiceName> circle = new ArrayList<>(names.subList(names.indexOf(back), names.size()));
        circle.add(back);
        return circle.stream().map(ServiceName::value).collect(Collectors.joining(" -> "));
    }

    static String join(Set<Integer> ports) {
        return ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
