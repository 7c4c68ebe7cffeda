package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fix that is killed leaves every file as it was or as it was to be, and the next one ends what it began. */
@Tag("unit")
class FixCrashTest {
    private static final int CONTEXTS = 25;
    private static final int TIMES = 9;
    private static final String OLD_IGNORE = "# mine\r\nx\r\n";
    private static final String NEW_IGNORE = OLD_IGNORE + "**/*.pyc\r\n**/__pycache__\r\n**/.pytest_cache\r\n";
    private static final String OLD_COMPOSE = "services:\n  app: {build: bakend} # stays\n";
    private static final String NEW_COMPOSE = "services:\n  app: {build: backend} # stays\n";

    @TempDir
    Path folder;

    @Test
    void killed_at_any_step_it_leaves_whole_files_and_the_next_fix_ends_it() throws Exception {
        int between = 0;
        for (int time = 0; time < TIMES; time++) {
            Path project = project(folder.resolve("p" + time));
            killed(project, time);
            between += FixProgram.plan(project).isEmpty() ? 0 : 1;
            for (Path context : contexts(project)) {
                assertThat(Files.readString(context.resolve(".dockerignore")))
                        .as("%s", context)
                        .isIn(OLD_IGNORE, NEW_IGNORE);
                assertThat(Files.readString(context.resolve("compose.yml")))
                        .as("%s", context)
                        .isIn(OLD_COMPOSE, NEW_COMPOSE);
                assertThat(context.resolve("kept.py")).as("%s", context).hasContent("kept");
            }

            FixResult next = new FixApplication(new StopSignal()).carryOut(FixProgram.plan(project));

            assertThat(next.failed()).isEmpty();
            for (Path context : contexts(project)) {
                assertThat(context.resolve("compose.yml")).hasContent(NEW_COMPOSE);
                assertThat(context.resolve("a/__pycache__")).doesNotExist();
            }
            assertThat(drafts(project)).isEmpty();
            assertThat(FixProgram.plan(project).isEmpty()).isTrue();
            everyContextHasItsLinesWithTheNextCache(project);
        }
        assertThat(between)
                .as("times that it was killed with something left to do")
                .isPositive();
    }

    private static void everyContextHasItsLinesWithTheNextCache(Path project) throws Exception {
        for (Path context : contexts(project)) {
            Files.writeString(context.resolve("next.pyc"), "x");
        }
        new FixApplication(new StopSignal()).carryOut(FixProgram.plan(project));
        for (Path context : contexts(project)) {
            assertThat(context.resolve(".dockerignore")).hasContent(NEW_IGNORE);
        }
    }

    /** Kills it when it has come so far: a share of the caches deleted, of the ignore files written, of the Compose files. */
    private static void killed(Path project, int time) throws Exception {
        Process fix = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        FixProgram.classpath().stream().map(Path::toString).collect(Collectors.joining(":")),
                        FixProgram.class.getName(),
                        project.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            int context = time % 3 * (CONTEXTS - 1) / 2;
            Path at = project.resolve("c" + context);
            while (fix.isAlive() && !hasCome(at, time / 3)) {
                Thread.onSpinWait();
            }
        } finally {
            fix.destroyForcibly();
        }
        assertThat(fix.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean hasCome(Path context, int step) throws Exception {
        return switch (step) {
            case 0 -> Files.notExists(context.resolve("a/__pycache__/7.pyc"));
            case 1 -> Files.size(context.resolve(".dockerignore")) > OLD_IGNORE.length();
            default -> !Files.readString(context.resolve("compose.yml")).equals(OLD_COMPOSE);
        };
    }

    private static Path project(Path project) throws Exception {
        for (int i = 0; i < CONTEXTS; i++) {
            Path cache = Files.createDirectories(project.resolve("c" + i + "/a/__pycache__"));
            for (int file = 0; file < 20; file++) {
                Files.writeString(cache.resolve(file + ".pyc"), "x");
            }
            Path context = project.resolve("c" + i);
            Files.writeString(context.resolve("Dockerfile"), "FROM scratch\n");
            Files.writeString(context.resolve(".dockerignore"), OLD_IGNORE);
            Files.writeString(context.resolve("compose.yml"), OLD_COMPOSE);
            Files.writeString(context.resolve("kept.py"), "kept");
        }
        return project;
    }

    private static List<Path> contexts(Path project) throws Exception {
        try (Stream<Path> contexts = Files.list(project)) {
            return contexts.toList();
        }
    }

    private static List<Path> drafts(Path project) throws Exception {
        try (Stream<Path> all = Files.walk(project)) {
            return all.filter(it -> it.toString().endsWith(".tmp"))
                    .filter(it -> Files.exists(it, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
