package ai.netrasystems.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.Configs;
import ai.netrasystems.runner.config.Requests;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.plan.CandidateClass;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import ai.netrasystems.runner.plan.Occasion;
import ai.netrasystems.runner.plan.Planner;
import ai.netrasystems.runner.plan.RunPlan;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.plan.TestSettings;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WhereNotesTest {
    @Test
    void keep_environment_says_so_where_the_run_went_elsewhere() {
        Requests keep = Requests.plain().keepEnvironment();

        assertThat(notes(keep, EnvironmentKind.CONTAINERS)).isEmpty();
        assertThat(notes(keep, EnvironmentKind.STAGING))
                .containsExactly("--keep-environment has no effect: the services come from staging, and only containers"
                        + " can be kept");
        assertThat(notes(keep, EnvironmentKind.NONE))
                .containsExactly("--keep-environment has no effect: no test needs a service");
    }

    @Test
    void skip_health_check_says_so_where_staging_was_not_reached() {
        Requests skip = Requests.plain().skipHealthCheck();

        assertThat(notes(skip, EnvironmentKind.STAGING)).isEmpty();
        assertThat(notes(skip, EnvironmentKind.CONTAINERS))
                .containsExactly("--skip-health-check has no effect: the services come from containers");
        assertThat(notes(Requests.plain(), EnvironmentKind.LOCAL)).isEmpty();
    }

    private static List<String> notes(Requests requests, EnvironmentKind went) {
        return WhereNotes.of(requests.build().where(), plan(requests), went);
    }

    private static RunPlan plan(Requests requests) {
        Path here = Path.of("").toAbsolutePath();
        TestModule module = new TestModule(
                ModuleId.of("m"),
                here,
                List.of(),
                List.of(),
                here,
                here,
                List.of(),
                Map.of(),
                Map.of(),
                TestSettings.defaults(),
                List.of(new CandidateClass(
                        "a.T", List.of(new CandidateTest("a.T", "m", Set.of("service:backend"))), true)));
        return Planner.plan(Configs.of(""), requests.build(), List.of(module), Occasion.on(LocalDate.of(2026, 1, 1)))
                .fold(plan -> plan, problems -> {
                    throw new AssertionError(problems);
                });
    }
}
