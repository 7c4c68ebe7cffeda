package ai.netrasystems.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.ConfigReader;
import ai.netrasystems.runner.config.RunnerConfig;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineExample;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.staging.StagingProfile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What doctor finds in a project, on a machine of the tests' own; also as a program, for another user. */
final class ExampleProgram {
    /** In whose places the classes are. */
    static final List<Class<?>> TYPES =
            List.of(ExampleProgram.class, Doctor.class, StagingProfile.class, LoadSettings.class, Assertions.class);

    private ExampleProgram() {}

    /** The project; on a sound machine. */
    public static void main(String[] arguments) {
        findings(Path.of(arguments[0]), "").forEach(System.out::println);
    }

    /** A line each: the rule and its place, {@code FILE:LINE}, {@code FILE} or {@code machine}. */
    static List<String> findings(Path project, String machine) {
        RunnerConfig config = new ConfigReader(project, Optional.empty())
                .read(Optional.empty())
                .fold(loaded -> loaded.config(), problems -> {
                    throw new AssertionError(problems);
                });
        Examination examination = new Doctor(Doctor.Subject.of(config, Optional.empty(), Map.of()))
                .examine(() -> MachineExample.facts(machine.lines().toList()));
        assertThat(examination.findings()).allSatisfy(finding -> {
            assertThat(finding.why()).isNotBlank().doesNotEndWith(".");
            assertThat(finding.fix()).isNotBlank().doesNotEndWith(".");
        });
        return examination.findings().stream()
                .map(finding -> finding.rule().id() + " " + place(finding, project))
                .toList();
    }

    private static String place(Finding finding, Path project) {
        return finding.where().map(where -> place(where, project)).orElse("machine");
    }

    private static String place(Origin where, Path project) {
        String file = project.relativize(where.file().orElseThrow()).toString();
        return (file.isEmpty() ? "." : file) + (where.line() > 0 ? ":" + where.line() : "");
    }
}
