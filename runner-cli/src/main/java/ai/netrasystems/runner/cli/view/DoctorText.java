package ai.netrasystems.runner.cli.view;

import static ai.netrasystems.runner.cli.view.Sizes.bytes;
import static ai.netrasystems.runner.cli.view.Sizes.count;

import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.Pollution;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ContextSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text of {@code runner doctor}: what contexts send, findings by file, the machine, what was mended, a summary. */
public final class DoctorText {
    private final Examination examination;
    private final List<String> lines = new ArrayList<>();

    private DoctorText(Examination examination) {
        this.examination = examination;
    }

    /** Lines. */
    public static List<String> of(Examination examination) {
        DoctorText text = new DoctorText(examination);
        examination.contexts().forEach(text::context);
        text.findingsOfFiles();
        text.machine();
        examination.fix().ifPresent(fix -> text.lines.addAll(FixText.of(fix, examination)));
        text.summary();
        return text.lines.stream().map(SafeText::line).toList();
    }

    private void context(ContextSurvey survey) {
        String name = "context " + examination.shown(survey.directory());
        if (!survey.problems().isEmpty()) {
            lines.add(name + ": nothing can be sent");
            return;
        }
        lines.add(name + ": " + senders(survey) + count(survey.files(), "file") + ", " + bytes(survey.bytes()));
        List<List<String>> rows =
                survey.pollution().stream().map(DoctorText::row).toList();
        Columns.of(rows).forEach(row -> lines.add("  " + row));
    }

    private static String senders(ContextSurvey survey) {
        if (survey.senders().size() > 1) {
            return "docker build and the runner send ";
        }
        return survey.senders().contains(ContextSender.BUILDKIT)
                ? "docker build (BuildKit) sends "
                : "the runner (and docker build without BuildKit) sends ";
    }

    private static List<String> row(Pollution pollution) {
        boolean foldersOnly = pollution.files() == 0;
        return List.of(
                pollution.kind().label(),
                foldersOnly ? count(pollution.folders(), "folder") : count(pollution.files(), "file"),
                foldersOnly ? "" : bytes(pollution.bytes()),
                pollution.paths().stream()
                                .limit(2)
                                .reduce((a, b) -> a + ", " + b)
                                .orElse("")
                        + (pollution.paths().size() > 2 ? ", ..." : ""));
    }

    private void findingsOfFiles() {
        Map<String, List<Finding>> byFile = new LinkedHashMap<>();
        examination
                .findings()
                .forEach(finding -> finding.where()
                        .flatMap(where -> where.file())
                        .ifPresent(file -> byFile.computeIfAbsent(examination.shown(file), any -> new ArrayList<>())
                                .add(finding)));
        byFile.forEach((file, findings) -> {
            lines.add("");
            lines.add(file);
            findings.forEach(this::finding);
        });
    }

    private void finding(Finding finding) {
        String line = finding.where()
                .filter(where -> where.line() > 0)
                .map(where -> Integer.toString(where.line()))
                .orElse("-");
        lines.add(String.format(
                Locale.ROOT,
                "  %5s  %-7s  %s  [%s]",
                line,
                MapReader.label(finding.severity()),
                finding.why(),
                finding.rule().id()));
        lines.add("                  fix: " + finding.fix());
    }

    private void machine() {
        lines.add("");
        lines.add("machine");
        Columns.of(MachineText.rows(examination.machine())).forEach(row -> lines.add("  " + row));
        examination.findings().stream()
                .filter(finding ->
                        finding.where().flatMap(where -> where.file()).isEmpty())
                .forEach(this::finding);
    }

    private void summary() {
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "doctor: %s, %s, %s in %s, %s, %s; files read in %s, all in %s",
                count(examination.count(Severity.ERROR), "error"),
                count(examination.count(Severity.WARNING), "warning"),
                count(examination.count(Severity.NOTE), "note"),
                count(examination.composeFiles().size(), "Compose file"),
                count(examination.dockerfiles().size(), "Dockerfile"),
                count(examination.contexts().size(), "context"),
                seconds(examination.scan()),
                seconds(examination.took())));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1_000.0);
    }
}
