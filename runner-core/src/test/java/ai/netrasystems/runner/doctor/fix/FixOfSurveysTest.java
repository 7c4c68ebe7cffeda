package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.ContextSurveys;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.ContextDigest;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fix of what the surveys of contexts say. */
@Tag("unit")
class FixOfSurveysTest {
    @TempDir
    Path folder;

    @Test
    void after_it_a_context_is_the_same_whatever_python_writes_and_waste_is_proposed() throws Exception {
        FixProject project = new FixProject(folder)
                .file("Dockerfile", "FROM scratch\nCOPY . /app\n")
                .file("docker-compose.yml", "services:\n  app: {build: .}\n")
                .repository("Dockerfile")
                .files("app.py", "a/__pycache__/a.pyc", ".pytest_cache/v/x", "web/node_modules/y", "target/z");
        FixPlan plan = planner(project).plan(surveys(project), List.of(), Set.of());

        FixResult result = new FixApplication(new StopSignal()).carryOut(plan);

        assertThat(result.failed()).isEmpty();
        assertThat(result.files()).isEqualTo(2);
        assertThat(result.folders()).isEqualTo(3);
        assertThat(plan.proposals())
                .extracting(Proposal::text)
                .containsExactlyInAnyOrder("**/target", "**/node_modules", "**/.git");
        String fixed = digest(project);
        project.files("a/__pycache__/a.pyc", "a/__pycache__/b.pyc", ".pytest_cache/v/x", "a/.pytest_cache/y", "d.pyc");
        assertThat(digest(project)).isEqualTo(fixed);
        assertThat(planner(project).plan(surveys(project), List.of(), Set.of()).isEmpty())
                .isTrue();
    }

    private static FixPlanner planner(FixProject project) {
        return new FixPlanner(project.root(), false, Map.of("PATH", String.valueOf(System.getenv("PATH"))));
    }

    private static String digest(FixProject project) throws Exception {
        return ContextDigest.of(surveys(project).get(0).context().orElseThrow());
    }

    private static List<ContextSurvey> surveys(FixProject project) {
        Build build = new Build(
                project.root(),
                project.path("Dockerfile"),
                Map.of(),
                Optional.empty(),
                Origin.file(project.path("docker-compose.yml"), 2));
        return ContextSurveys.of(List.of(BuildSource.of("app", build)), DoctorSettings.LARGE_FILE);
    }
}
