package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.ProvisionOutcome;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ContainerSpec;
import ai.netrasystems.runner.environment.compose.Template;
import ai.netrasystems.runner.environment.containers.engine.EngineSearch;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.token.BypassKey;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ServiceName;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Provides services as containers, as the Compose file says, on the engine that the docker CLI would use. Looks for it
 * only when asked to provide: before, no class of the container library is loaded. Thread-safe.
 */
public final class ContainersEnvironmentProvider implements EnvironmentProvider {
    private final ComposeFile compose;
    private final ContainersMachine machine;
    private final ProcessLedger ledger;
    private final SecureRandom secrets;
    private final TestVariables.Asked asked;
    private final BuildAdvice advice;

    /**
     * A provider for one run.
     *
     * @param compose without {@linkplain ComposeFile#containerProblems problems}: the caller has refused those
     * @param ledger of this run, already open; the provider never finishes it
     * @param secrets for bypass keys
     * @param asked the person's switches, which tests are told of
     * @param advice asked about each build that fails
     */
    public ContainersEnvironmentProvider(
            ComposeFile compose,
            ContainersMachine machine,
            ProcessLedger ledger,
            SecureRandom secrets,
            TestVariables.Asked asked,
            BuildAdvice advice) {
        this.compose = compose;
        this.machine = machine;
        this.ledger = ledger;
        this.secrets = secrets;
        this.asked = asked;
        this.advice = advice;
    }

    @Override
    public EnvironmentKind kind() {
        return EnvironmentKind.CONTAINERS;
    }

    @Override
    public ProvisionOutcome provision(Request request) {
        Set<ServiceName> all = compose.withDependencies(request.services());
        Optional<ContainersDiagnosis> unfit = unfit(all);
        if (unfit.isPresent()) {
            return new ProvisionOutcome.Failed(List.of(unfit.get()));
        }
        return new EngineSearch(machine.engine())
                .find(request.stop())
                .fold(
                        engine -> new ContainersAttempt(
                                        compose,
                                        machine,
                                        ledger,
                                        BypassKey.random(secrets),
                                        asked,
                                        advice,
                                        request,
                                        all,
                                        engine)
                                .provision(),
                        none -> new ProvisionOutcome.Failed(List.of(none)),
                        ProvisionOutcome.Stopped::new);
    }

    /** What no engine could make good. */
    private Optional<ContainersDiagnosis> unfit(Set<ServiceName> all) {
        List<ServiceName> unknown = all.stream()
                .filter(name -> {
                    ContainerSpec spec = compose.service(name).container();
                    return spec.image().isEmpty() && spec.build().isEmpty();
                })
                .toList();
        if (!unknown.isEmpty()) {
            return Optional.of(new ContainersDiagnosis.NotConfigured(unknown, compose.file()));
        }
        return all.stream()
                .map(compose::service)
                .flatMap(service -> Stream.concat(service.inject().values().stream(), service.tokenEndpoint().stream()))
                .flatMap(template -> template.ports().stream())
                .flatMap(port -> unpublished(port, all).stream())
                .findFirst();
    }

    private Optional<ContainersDiagnosis> unpublished(Template.Part.Port port, Set<ServiceName> all) {
        if (!all.contains(port.service())) {
            return Optional.of(new ContainersDiagnosis.PortNotPublished(
                    port.service(), port.number(), "no service of this run depends on " + port.service()));
        }
        return compose.service(port.service()).container().ports().contains(port.number())
                ? Optional.empty()
                : Optional.of(new ContainersDiagnosis.PortNotPublished(
                        port.service(), port.number(), "tests are to get it, and `ports` does not name it"));
    }
}
