package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.model.StopSignal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 16,000 files are planned for and deleted in the time in which a person does not yet wonder. */
@Tag("unit")
class FixSpeedTest {
    /** This thread's own time, so that tests that run beside it do not count. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final int FOLDERS = 1_100;
    private static final int FILES = 16_000;

    @TempDir
    Path folder;

    @Test
    void sixteen_thousand_files_go_within_two_seconds() throws Exception {
        FixProject project = new FixProject(folder).context("").repository("Dockerfile");
        for (int i = 0; i < FOLDERS; i++) {
            Path cache = Files.createDirectories(project.path("src/p" + i % 30 + "/q" + i + "/__pycache__"));
            for (int file = i; file < FILES; file += FOLDERS) {
                Files.createFile(cache.resolve("module" + file + ".cpython-312.pyc"));
            }
        }
        List<ContextSurvey> surveys = project.surveys();
        FixPlanner planner =
                new FixPlanner(project.root(), false, Map.of("PATH", String.valueOf(System.getenv("PATH"))));

        long from = THREADS.getCurrentThreadCpuTime();
        FixPlan plan = planner.plan(surveys, List.of());
        long planning = THREADS.getCurrentThreadCpuTime() - from;
        FixResult result = new FixApplication(new StopSignal()).carryOut(plan);
        Duration all = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - from);

        assertThat(result.files()).isEqualTo(FILES);
        assertThat(result.folders()).isEqualTo(FOLDERS);
        assertThat(project.exists("src/p0/q0/__pycache__")).isFalse();
        assertThat(project.exists("src/p0/q0")).isTrue();
        assertThat(all).as("planning took " + Duration.ofNanos(planning)).isLessThan(Duration.ofSeconds(2));
    }
}
