package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.model.EnvironmentKind;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** What holds for every order of providers, whatever the files and the command line say. */
@Tag("unit")
class ProviderOrderPropertiesTest {
    @Property(tries = 2000)
    void an_order_keeps_what_the_options_promise(
            @ForAll("requests") RunRequest request, @ForAll("configs") RunnerConfig config) {
        Assume.that(RequestConflicts.of(request, config).isEmpty());
        RunRequest.Where where = request.where();

        ProviderOrder order = ProviderOrder.of(request, config);

        assertThat(order.environments()).isNotEmpty().doesNotHaveDuplicates().doesNotContain(EnvironmentKind.NONE);
        if (where.dockerBypass()) {
            assertThat(order.environments()).doesNotContain(EnvironmentKind.CONTAINERS);
        }
        if (where.stagingE2e()) {
            assertThat(order.environments()).containsExactly(EnvironmentKind.STAGING);
        } else {
            where.environment()
                    .flatMap(EnvironmentChoice::kind)
                    .ifPresent(kind -> assertThat(order.environments()).startsWith(kind));
        }
        where.fallback().ifPresent(policy -> assertThat(order.fallback()).isEqualTo(policy));
        if (order.fallback() == Fallback.NEVER) {
            assertThat(order.environments()).hasSize(1);
        }
        if (where.staging().isPresent()) {
            assertThat(order.environments()).contains(EnvironmentKind.STAGING);
        }
        if (where.keepEnvironment()) {
            assertThat(order.environments()).startsWith(EnvironmentKind.CONTAINERS);
        }
        assertThat(ProviderOrder.of(request, config)).isEqualTo(order);
    }

    @Property(tries = 500)
    void a_files_never_holds_where_no_option_says_otherwise(
            @ForAll("environments") Optional<EnvironmentChoice> choice) {
        Requests requests = Requests.plain();
        choice.ifPresent(requests::environment);

        assertThat(ProviderOrder.of(requests.build(), Configs.of("fallback: never"))
                        .environments())
                .hasSize(1);
    }

    @Provide
    Arbitrary<RunRequest> requests() {
        Arbitrary<Boolean> rarely = Arbitraries.of(false, false, false, true);
        return Combinators.combine(
                        environments(),
                        Arbitraries.of(Fallback.class).optional(),
                        rarely,
                        rarely,
                        rarely,
                        rarely,
                        rarely,
                        rarely)
                .as((environment, fallback, none, bypass, e2e, staging, keep, compose) -> {
                    Requests requests = Requests.plain();
                    environment.ifPresent(requests::environment);
                    fallback.ifPresent(requests::fallback);
                    List.of(
                                    new Given(none, requests::noDocker),
                                    new Given(bypass, requests::dockerBypass),
                                    new Given(e2e, requests::stagingE2e),
                                    new Given(staging, () -> requests.staging("netra")),
                                    new Given(keep, requests::keepEnvironment),
                                    new Given(compose, () -> requests.compose("x.yml")))
                            .stream()
                            .filter(Given::given)
                            .forEach(option -> option.give().run());
                    return requests.build();
                });
    }

    @Provide
    Arbitrary<Optional<EnvironmentChoice>> environments() {
        return Arbitraries.of(EnvironmentChoice.class).optional();
    }

    @Provide
    Arbitrary<RunnerConfig> configs() {
        return Combinators.combine(
                        Arbitraries.of("", "never", "build", "startup", "any"),
                        Arbitraries.of("auto", "containers", "staging", "local"))
                .as((fallback, provider) -> Configs.of("environment: {provider: " + provider + "}\n"
                        + (fallback.isEmpty() ? "" : "fallback: " + fallback + "\n")));
    }

    private record Given(boolean given, Runnable give) {}
}
