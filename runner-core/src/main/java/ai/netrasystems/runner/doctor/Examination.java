package ai.netrasystems.runner.doctor;

import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code runner doctor} found.
 *
 * @param project the project's directory, absolute
 * @param composeFiles that were read, absolute
 * @param dockerfiles that were read, absolute
 * @param contexts what is sent of each
 * @param machine what there is for runs
 * @param findings those that count, by file and line; the machine's last
 * @param fix what was mended; empty where it was not asked for
 * @param scan how long it took to read the files and to judge them
 * @param took all of it, the machine's answers too
 */
public record Examination(
        Path project,
        List<Path> composeFiles,
        List<Path> dockerfiles,
        List<ContextSurvey> contexts,
        MachineFacts machine,
        List<Finding> findings,
        Optional<FixReport> fix,
        Duration scan,
        Duration took) {
    /** Copies the lists. */
    public Examination {
        composeFiles = List.copyOf(composeFiles);
        dockerfiles = List.copyOf(dockerfiles);
        contexts = List.copyOf(contexts);
        findings = List.copyOf(findings);
    }

    /** The same, with what was mended before, and how long that took. */
    public Examination after(FixReport mended, Duration mending) {
        return new Examination(
                project,
                composeFiles,
                dockerfiles,
                contexts,
                machine,
                findings,
                Optional.of(mended),
                scan,
                took.plus(mending));
    }

    /** How many findings there are of that severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** 1 where a finding is an error, or what was to be mended could not be; else 0. */
    public int exitCode() {
        boolean failed = fix.filter(report -> !report.failed().isEmpty()).isPresent();
        return failed || count(Severity.ERROR) > 0 ? 1 : 0;
    }

    /** The file as people name it: relative to the project where it lies in it, with {@code /}. */
    public String shown(Path file) {
        Path path = file.startsWith(project) ? project.relativize(file) : file;
        String text = path.toString().replace('\\', '/');
        return text.isEmpty() ? "." : text;
    }
}
