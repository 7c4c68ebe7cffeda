package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.ProviderOrder.Ignored;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.model.EnvironmentKind;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PRODUCT.md, "Where a run goes", and the rows of its table that are no error. */
@Tag("unit")
class ProviderOrderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                | containers staging local any",
                "--environment auto                              | containers staging local any",
                "--fallback never                                | containers never",
                "--fallback build                                | containers staging local build",
                "--fallback startup                              | containers staging local startup",
                "--environment containers                        | containers never",
                "--environment staging                           | staging never",
                "--environment local                             | local never",
                "--environment containers --fallback any         | containers staging local any",
                "--environment staging --fallback any            | staging containers local any",
                "--environment local --fallback any              | local containers staging any",
                "--environment containers --fallback build       | containers staging local build",
                "--environment containers --fallback startup     | containers staging local startup",
                "--environment local --fallback startup          | local containers staging startup",
                "--docker-bypass                                 | staging local any",
                "--docker-bypass --environment auto              | staging local any",
                "--docker-bypass --fallback any                  | staging local any",
                "--docker-bypass --fallback never                | staging never",
                "--docker-bypass --environment staging           | staging never",
                "--docker-bypass --environment local             | local never",
                "--docker-bypass --environment staging --fallback any | staging local any",
                "--docker-bypass --environment local --fallback any   | local any",
                "--staging-e2e                                   | staging never",
                "--staging-e2e --docker-bypass                   | staging never",
                "--staging-e2e --environment staging             | staging never",
                "--staging-e2e --environment auto                | staging never",
                "--staging-e2e --fallback never                  | staging never",
                "--keep-environment                              | containers staging local any",
                "--skip-health-check --environment local         | local never",
                "--staging netra                                 | containers staging local any",
                "--compose x.yml --docker-bypass                 | staging local any",
            })
    void the_options_give_the_permitted_providers_and_the_policy(String options, String expected) {
        RunRequest request = WhereWords.request(options);

        assertThat(RequestConflicts.of(request, Configs.of(""))).isEmpty();
        assertThat(text(ProviderOrder.of(request, Configs.of("")))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // file | options | what holds | key that is ignored, and for what
                "fallback: never | | containers never |",
                "fallback: never | --docker-bypass | staging never |",
                "fallback: never | --fallback any | containers staging local any |",
                "fallback: any | --environment staging | staging containers local any |",
                "fallback: any | --staging-e2e | staging never | fallback --staging-e2e",
                "fallback: build | --docker-bypass | staging local any | fallback --docker-bypass",
                "fallback: build | --environment local | local never | fallback --environment",
                "fallback: never | --staging netra | containers staging local any | fallback --staging",
                "environment: {provider: auto} | | containers staging local any |",
                "environment: {provider: local} | | local never |",
                "environment: {provider: local} | --environment containers | containers never |",
                "environment: {provider: local} | --fallback any | local containers staging any |",
                "environment: {provider: local} | --docker-bypass | local never |",
                "environment: {provider: local} | --fallback build "
                        + "| containers staging local build | environment.provider --fallback",
                "environment: {provider: local} | --staging netra "
                        + "| containers staging local any | environment.provider --staging",
                "environment: {provider: staging} | --keep-environment "
                        + "| containers staging local any | environment.provider --keep-environment",
                "environment: {provider: staging} | --compose x.yml "
                        + "| containers staging local any | environment.provider --compose",
                "environment: {provider: containers} | --docker-bypass "
                        + "| staging local any | environment.provider --docker-bypass",
                "environment: {provider: containers} | --staging-e2e | staging never | environment.provider --staging-e2e",
                "environment: {provider: staging} | --staging-e2e | staging never |",
                "{fallback: any, environment: {provider: containers}} | --staging netra | containers staging local any |",
                "{fallback: build, environment: {provider: staging}} | "
                        + "| staging never | fallback environment.provider",
                "{fallback: any, environment: {provider: local}} | --no-docker "
                        + "| containers staging local any | environment.provider --no-docker, fallback --no-docker",
            })
    void a_files_setting_holds_unless_it_contradicts_an_option(
            String file, String options, String expected, String ignored) {
        RunRequest request = WhereWords.request(options);

        ProviderOrder order = ProviderOrder.of(request, Configs.of(file));

        assertThat(text(order)).isEqualTo(expected);
        assertThat(order.ignored().stream()
                        .map(one -> one.key() + " " + one.contradicted())
                        .collect(Collectors.joining(", ")))
                .isEqualTo(ignored == null ? "" : ignored);
    }

    @Test
    void what_is_ignored_is_told_with_its_line() {
        RunRequest request = Requests.plain().stagingE2e().build();

        assertThat(ProviderOrder.of(request, Configs.of("\nfallback: any\n")).ignored())
                .extracting(Ignored::note)
                .containsExactly("fallback any (runner.yml:2) is ignored: it contradicts `--staging-e2e`");
    }

    @Test
    void each_choice_asks_for_its_kind() {
        assertThat(EnvironmentChoice.values())
                .extracting(choice -> choice.kind().map(EnvironmentKind::label).orElse("-"))
                .containsExactly("-", "containers", "staging", "local");
    }

    private static String text(ProviderOrder order) {
        return order.environments().stream().map(EnvironmentKind::label).collect(Collectors.joining(" ")) + " "
                + order.fallback().label();
    }
}
