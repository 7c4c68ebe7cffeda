package ai.netrasystems.runner.cli.view;

import static ai.netrasystems.runner.cli.view.Counts.count;
import static ai.netrasystems.runner.config.text.ByteSizeText.shown;

import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.Pollution;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.model.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of {@code runner doctor}: what contexts send, findings by file, the machine, what was mended, a summary. */
public final class DoctorText {
    /** Findings of one rule in one file that are shown in full. */
    private static final int MOST_ALIKE = 3;

    private final Examination examination;
    private final List<String> lines = new ArrayList<>();

    private DoctorText(Examination examination) {
        this.examination = examination;
    }

    /** Lines. */
    public static List<String> of(Examination examination) {
        DoctorText text = new DoctorText(examination);
        text.contexts();
        text.findingsOfFiles();
        text.machine();
        examination.fix().ifPresent(fix -> text.lines.addAll(FixText.of(fix, examination)));
        text.summary();
        return text.lines.stream().map(SafeText::line).toList();
    }

    /** Those with something of no use; of the others only how many there are. */
    private void contexts() {
        List<ContextSurvey> clean = examination.contexts().stream()
                .filter(survey ->
                        survey.problems().isEmpty() && survey.pollution().isEmpty())
                .toList();
        examination.contexts().stream()
                .filter(survey -> !clean.contains(survey))
                .forEach(this::context);
        if (clean.size() == 1) {
            context(clean.get(0));
        } else if (!clean.isEmpty()) {
            lines.add(count(clean.size(), "context") + " with nothing of no use: "
                    + clean.stream()
                            .map(survey -> examination.shown(survey.directory()))
                            .distinct()
                            .limit(MOST_ALIKE)
                            .collect(Collectors.joining(", "))
                    + (clean.size() > MOST_ALIKE ? ", ..." : ""));
        }
        if (examination.contexts().isEmpty()) {
            lines.add(
                    "no image is built here: no Compose file that was found has a `build`, and there is no Dockerfile at"
                            + " the top; --compose names a file elsewhere");
        }
    }

    private void context(ContextSurvey survey) {
        String name = "context " + examination.shown(survey.directory()) + services(survey);
        if (!survey.problems().isEmpty()) {
            lines.add(name + ": nothing can be sent");
            return;
        }
        lines.add(name + ": " + senders(survey) + count(survey.files(), "file") + ", " + shown(survey.bytes()));
        List<List<String>> rows =
                survey.pollution().stream().map(DoctorText::row).toList();
        Columns.of(rows).forEach(row -> lines.add("  " + row));
    }

    /** One folder may be sent under several ignore files. */
    private String services(ContextSurvey survey) {
        boolean several = examination.contexts().stream()
                        .filter(other -> other.directory().equals(survey.directory()))
                        .count()
                > 1;
        return several ? " (" + examination.shown(survey.ignoreFile()) + ")" : "";
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
                foldersOnly ? "" : shown(pollution.bytes()),
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
            shortened(findings);
        });
    }

    /** The first of each rule in full; where there are many, the others by their lines alone. */
    private void shortened(List<Finding> findings) {
        Map<Rule, List<Finding>> byRule = new EnumMap<>(Rule.class);
        findings.forEach(finding ->
                byRule.computeIfAbsent(finding.rule(), any -> new ArrayList<>()).add(finding));
        for (Finding finding : findings) {
            List<Finding> alike = byRule.getOrDefault(finding.rule(), List.of());
            int at = alike.indexOf(finding);
            if (alike.size() <= MOST_ALIKE + 1 || at < MOST_ALIKE) {
                finding(finding);
            } else if (at == MOST_ALIKE) {
                more(alike.subList(MOST_ALIKE, alike.size()));
            }
        }
    }

    private void more(List<Finding> rest) {
        String places = rest.stream()
                .map(finding -> finding.where().map(Origin::line).orElse(0))
                .distinct()
                .map(line -> line == 0 ? "-" : line.toString())
                .collect(Collectors.joining(", "));
        lines.add(String.format(
                Locale.ROOT,
                "  %5s  %-7s  %s of the same rule, in lines %s; --json has all  [%s]",
                "...",
                MapReader.label(rest.get(0).severity()),
                rest.size() + " more",
                places,
                rest.get(0).rule().id()));
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
