package ai.netrasystems.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rows of PRODUCT.md's table that are errors, for the options that say where; {@link ProviderOrderTest} has the others. */
@Tag("unit")
class RequestConflictsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--docker-bypass --environment containers        | --environment & --docker-bypass",
                "--docker-bypass --no-docker                     | --docker-bypass & --no-docker",
                "--docker-bypass --keep-environment              | --keep-environment & --docker-bypass",
                "--docker-bypass --fallback build                | --fallback & --docker-bypass",
                "--docker-bypass --fallback startup              | --fallback & --docker-bypass",
                "--docker-bypass --environment local --fallback build | --fallback & --docker-bypass",
                "--staging-e2e --environment containers          | --environment & --staging-e2e",
                "--staging-e2e --environment local               | --environment & --staging-e2e",
                "--staging-e2e --no-docker                       | --staging-e2e & --no-docker",
                "--staging-e2e --fallback build                  | --fallback & --staging-e2e",
                "--staging-e2e --fallback startup                | --fallback & --staging-e2e",
                "--staging-e2e --fallback any                    | --fallback & --staging-e2e",
                "--no-docker --environment containers            | --environment & --no-docker",
                "--no-docker --environment staging               | --environment & --no-docker",
                "--no-docker --environment local                 | --environment & --no-docker",
                "--no-docker --fallback build                    | --fallback & --no-docker",
                "--no-docker --fallback startup                  | --fallback & --no-docker",
                "--no-docker --fallback any                      | --fallback & --no-docker",
                "--environment staging --fallback build          | --fallback & --environment",
                "--environment local --fallback build            | --fallback & --environment",
                "--staging netra --environment containers        | --staging & --environment",
                "--staging netra --environment local             | --staging & --environment",
                "--staging netra --environment local --docker-bypass --fallback any | --staging & --environment",
                "--staging netra --fallback never                | --staging & --fallback",
                "--staging netra --no-docker                     | --staging & --no-docker",
                "--compose x.yml --environment staging           | --compose & --environment",
                "--compose x.yml --staging-e2e                   | --compose & --staging-e2e",
                "--compose x.yml --docker-bypass --fallback never | --compose & --fallback",
                "--compose x.yml --no-docker                     | --compose & --no-docker",
                "--keep-environment --environment staging        | --keep-environment & --environment",
                "--keep-environment --environment local          | --keep-environment & --environment",
                "--keep-environment --environment staging --fallback any | --keep-environment & --environment",
                "--keep-environment --staging-e2e                | --keep-environment & --staging-e2e",
                "--keep-environment --no-docker                  | --keep-environment & --no-docker",
            })
    void two_options_that_contradict_each_other_are_named(String options, String pair) {
        List<Problem> problems = RequestConflicts.of(WhereWords.request(options), Configs.of(""));

        assertThat(problems).singleElement().satisfies(problem -> {
            String[] names = pair.split(" & ", -1);
            assertThat(problem.message())
                    .startsWith("`" + names[0] + "` and `" + names[1] + "` contradict each other: ");
            assertThat(problem.where().detail()).isEqualTo(names[0]);
            assertThat(problem.hint()).contains("leave one of them out");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-docker --environment auto",
                "--no-docker --fallback never",
                "--no-docker --skip-health-check",
                "--staging netra --docker-bypass",
                "--staging netra --docker-bypass --fallback never",
                "--staging netra --staging-e2e",
                "--staging netra --environment staging",
                "--staging netra --environment local --fallback any",
                "--staging netra --environment containers --fallback build",
                "--compose x.yml --environment containers",
                "--compose x.yml --environment local",
                "--compose x.yml --environment staging --fallback any",
                "--compose x.yml --docker-bypass --environment staging --fallback any",
                "--keep-environment --environment containers --fallback any",
                "--skip-health-check --environment containers",
                "--environment staging --fallback startup",
                "--environment local --fallback never",
            })
    void what_agrees_is_no_conflict(String options) {
        assertThat(RequestConflicts.of(WhereWords.request(options), Configs.of("")))
                .isEmpty();
    }

    @Test
    void a_file_never_makes_a_conflict() {
        RunnerConfig config = Configs.of("{fallback: build, environment: {provider: local}}");

        for (String options : List.of("--docker-bypass", "--staging-e2e", "--no-docker", "--keep-environment")) {
            assertThat(RequestConflicts.of(WhereWords.request(options), config))
                    .as(options)
                    .isEmpty();
        }
    }

    @Test
    void each_pair_says_what_contradicts() {
        assertThat(List.of(
                                "--docker-bypass --environment containers",
                                "--docker-bypass --fallback build",
                                "--keep-environment --environment local",
                                "--staging netra --fallback never",
                                "--compose x --environment staging")
                        .stream()
                        .flatMap(options -> RequestConflicts.of(WhereWords.request(options), Configs.of("")).stream())
                        .map(problem -> problem.message().replaceFirst(".*: ", ""))
                        .collect(Collectors.toList()))
                .containsExactly(
                        "containers can't be had without an engine",
                        "`build` speaks of images and containers",
                        "only containers can be kept",
                        "staging is never tried",
                        "staging reads no Compose file");
    }
}
