package ai.netrasystems.runner.run;

import ai.netrasystems.runner.config.RunRequest;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.doctor.advice.BuildAdvisor;
import ai.netrasystems.runner.environment.ChainOutcome;
import ai.netrasystems.runner.environment.EnvironmentLease;
import ai.netrasystems.runner.environment.EnvironmentProvider;
import ai.netrasystems.runner.environment.FailedAttempt;
import ai.netrasystems.runner.environment.FallbackPolicy;
import ai.netrasystems.runner.environment.ProviderChain;
import ai.netrasystems.runner.environment.RunningEnvironment;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.compose.ComposeFile;
import ai.netrasystems.runner.environment.compose.ComposeReader;
import ai.netrasystems.runner.environment.containers.ContainersEnvironmentProvider;
import ai.netrasystems.runner.environment.containers.ContainersMachine;
import ai.netrasystems.runner.environment.containers.cleanup.ProjectId;
import ai.netrasystems.runner.environment.containers.engine.EngineMachine;
import ai.netrasystems.runner.environment.local.LocalEnvironmentProvider;
import ai.netrasystems.runner.environment.local.LocalMachine;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.staging.StagingEnvironmentProvider;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.RunRefused;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.plan.RunPlan;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Gets a run its environment: reads the Compose file, tries the permitted providers in order. */
final class Environments {
    private static final int NO_ENVIRONMENT = 4;
    private static final int STAGING_REFUSED = 5;

    private final Surroundings surroundings;
    private final RunnerConfig config;
    private final HostProcesses host;

    Environments(Surroundings surroundings, RunnerConfig config, HostProcesses host) {
        this.surroundings = surroundings;
        this.config = config;
        this.host = host;
    }

    /** What the run's tests get, and what must be closed after them. */
    record Given(RunningEnvironment environment, EnvironmentLease lease) {
        /** No service: nothing to close. */
        static Given none() {
            return new Given(RunningEnvironment.none(), List::of);
        }
    }

    /** The Compose file of the plan's services; empty where none of the permitted providers reads one. */
    Checked<Optional<ComposeFile>> compose(RunRequest request, RunPlan plan) {
        if (plan.environments().stream().noneMatch(Environments::readsCompose)) {
            return Checked.valid(Optional.empty());
        }
        return new ComposeServices(
                        config, surroundings.workingDirectory(), new ComposeReader(surroundings.environment()))
                .read(request, plan)
                .then(file -> Checked.valid(Optional.of(file)));
    }

    private static boolean readsCompose(EnvironmentKind kind) {
        return switch (kind) {
            case CONTAINERS, LOCAL -> true;
            case STAGING, NONE -> false;
        };
    }

    /** Provides it; empty where the run ends here, which was told. */
    Optional<Given> provide(Session session, RunRequest.Where where, RunPlan plan, Optional<ComposeFile> compose) {
        Optional<Given> given =
                plan.services().isEmpty() ? Optional.of(Given.none()) : provided(session, where, plan, compose);
        given.ifPresent(found -> tell(session, where, plan, found));
        return given;
    }

    /** Nobody else knows of the lease yet. */
    private static void tell(Session session, RunRequest.Where where, RunPlan plan, Given given) {
        try {
            WhereNotes.of(where, plan, given.environment().provenance().environment())
                    .forEach(note -> session.publish(new Noted(Noted.Level.NOTE, note)));
        } catch (RuntimeException | Error defect) {
            given.lease().close();
            throw defect;
        }
    }

    private Optional<Given> provided(
            Session session, RunRequest.Where where, RunPlan plan, Optional<ComposeFile> compose) {
        List<EnvironmentProvider> providers = plan.environments().stream()
                .map(kind -> provider(kind, session, where, plan, compose))
                .toList();
        EnvironmentProvider.Request request = new EnvironmentProvider.Request(
                session.id(),
                plan.services(),
                session.directory(),
                config.environment().startTimeout().value(),
                session.stop(),
                session.events(),
                session.secrets()::add);
        return new ProviderChain(providers, new FallbackPolicy(plan.fallback()), System::nanoTime)
                .provision(request)
                .fold(
                        provided -> Optional.of(new Given(provided.environment(), provided.lease())),
                        unavailable -> {
                            refuse(session, unavailable);
                            return Optional.empty();
                        },
                        Optional::empty);
    }

    private static void refuse(Session session, ChainOutcome.Unavailable unavailable) {
        List<String> causes = unavailable.attempts().stream()
                .map(FailedAttempt::cause)
                .map(cause -> cause.summary() + "; " + cause.remedy())
                .toList();
        session.publish(new RunRefused(unavailable.refused() ? STAGING_REFUSED : NO_ENVIRONMENT, causes));
    }

    /** JVMs with tests side by side at most: units run one after the other. */
    private static int workers(RunPlan plan) {
        return plan.layers().stream()
                .flatMap(layer -> layer.units().stream())
                .mapToInt(unit -> unit.dispatch().workers())
                .max()
                .orElse(1);
    }

    private EnvironmentProvider provider(
            EnvironmentKind kind,
            Session session,
            RunRequest.Where where,
            RunPlan plan,
            Optional<ComposeFile> compose) {
        TestVariables.Asked asked = new TestVariables.Asked(where.dockerBypass(), where.skipHealthCheck());
        Map<String, String> inherited = KnownSecrets.without(surroundings.environment(), config.staging());
        return switch (kind) {
            case LOCAL ->
                new LocalEnvironmentProvider(
                        compose.orElseThrow(),
                        new LocalMachine(
                                host,
                                surroundings.installation().javaHome(),
                                LocalMachine.cacheDirectory(surroundings.environment(), surroundings.home()),
                                inherited,
                                new Random(),
                                config.environment().serviceTimeout().value()),
                        session.ledger(),
                        new SecureRandom(),
                        asked);
            case STAGING ->
                new StagingWiring(session, surroundings.environment(), config.project(), surroundings.clock())
                        .provider(
                                config.staging(),
                                where,
                                StagingEnvironmentProvider.Purpose.TESTS,
                                asked,
                                workers(plan));
            case CONTAINERS ->
                new ContainersEnvironmentProvider(
                        compose.orElseThrow(),
                        new ContainersMachine(
                                EngineMachine.thisOne(inherited),
                                host,
                                ProjectId.of(config.project()),
                                config.environment().serviceTimeout().value(),
                                where.keepEnvironment()),
                        session.ledger(),
                        new SecureRandom(),
                        asked,
                        new BuildAdvisor(config.doctor(), config.project()));
            case NONE -> throw new IllegalStateException("no provider of " + kind.label());
        };
    }
}
