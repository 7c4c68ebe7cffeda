package ai.netrasystems.runner.doctor.output;

import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.FixReport;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.Pollution;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.event.JsonLine;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * {@code runner doctor --json}: one object in one line, as {@code doctor.schema.json} says. Fields are only ever added.
 * Paths are relative to the project where they lie in it, and use {@code /}.
 */
public final class ExaminationJson {
    /** Version of the written form. */
    public static final int SCHEMA = 1;

    private final Examination examination;

    private ExaminationJson(Examination examination) {
        this.examination = examination;
    }

    /** The text, without a line break. */
    public static String of(Examination examination) {
        return new ExaminationJson(examination).text();
    }

    private String text() {
        return JsonLine.of(line -> line.number("schema", SCHEMA)
                .text("project", examination.project().toString())
                .number("exitCode", examination.exitCode())
                .number("errors", examination.count(Severity.ERROR))
                .number("warnings", examination.count(Severity.WARNING))
                .number("notes", examination.count(Severity.NOTE))
                .seconds("scan", examination.scan())
                .seconds("took", examination.took())
                .texts("composeFiles", shown(examination.composeFiles()))
                .texts("dockerfiles", shown(examination.dockerfiles()))
                .objects("contexts", examination.contexts(), this::context)
                .object("machine", examination.machine(), ExaminationJson::machine)
                .objects("findings", examination.findings(), this::finding)
                .object("fix", examination.fix(), this::fix));
    }

    private List<String> shown(List<Path> files) {
        return files.stream().map(examination::shown).toList();
    }

    private void context(JsonLine line, ContextSurvey survey) {
        line.text("directory", examination.shown(survey.directory()))
                .text("ignoreFile", examination.shown(survey.ignoreFile()))
                .sorted(
                        "senders",
                        survey.senders().stream().map(ExaminationJson::label).toList())
                .texts(
                        "services",
                        survey.builds().stream()
                                .map(BuildSource::service)
                                .distinct()
                                .toList())
                .flag("sent", survey.problems().isEmpty())
                .number("files", survey.files())
                .number("folders", survey.folders())
                .number("bytes", survey.bytes())
                .objects("pollution", survey.pollution(), ExaminationJson::pollution);
    }

    private static String label(ContextSender sender) {
        return sender.name().toLowerCase(Locale.ROOT);
    }

    private static void pollution(JsonLine line, Pollution pollution) {
        line.text("kind", pollution.kind().label())
                .text("rule", pollution.kind().rule().id())
                .number("files", pollution.files())
                .number("folders", pollution.folders())
                .number("bytes", pollution.bytes())
                .texts("paths", pollution.paths());
    }

    private void finding(JsonLine line, Finding finding) {
        line.text("rule", finding.rule().id()).text("severity", MapReader.label(finding.severity()));
        finding.where().ifPresent(where -> {
            line.text("file", where.file().map(examination::shown));
            if (where.line() > 0) {
                line.number("line", where.line());
            }
        });
        line.text("why", finding.why()).text("fix", finding.fix());
    }

    private static void machine(JsonLine line, MachineFacts machine) {
        line.object("engine", machine.engine(), (engine, fact) -> {
                    engine.text("state", MapReader.label(fact.state()));
                    textIfAny(engine, "title", fact.title());
                    textIfAny(engine, "foundBy", fact.foundBy());
                    textIfAny(engine, "why", fact.why());
                })
                .objects(
                        "disks",
                        machine.disks(),
                        (disk, fact) -> disk.text("purpose", fact.purpose())
                                .text("path", fact.path().toString())
                                .number("usableBytes", fact.usableBytes())
                                .number("totalBytes", fact.totalBytes()))
                .object("memory", machine.memory(), ExaminationJson::memory)
                .texts("leftovers", machine.leftovers())
                .object("jdk", machine.jdk(), (jdk, fact) -> {
                    jdk.text("home", fact.home().toString());
                    textIfAny(jdk, "version", fact.version());
                    jdk.text("foundBy", fact.foundBy()).text("problem", fact.problem());
                })
                .object(
                        "buildTool",
                        machine.buildTool(),
                        (tool, fact) -> tool.text("title", fact.title()).text("problem", fact.problem()))
                .object(
                        "staging",
                        machine.staging(),
                        (staging, fact) -> staging.text("profile", fact.profile())
                                .text("credential", fact.credential())
                                .flag("credentialPresent", fact.present()));
    }

    private static void memory(JsonLine line, MachineFacts.Memory memory) {
        line.number("availableBytes", memory.availableBytes()).number("totalBytes", memory.totalBytes());
    }

    private static void textIfAny(JsonLine line, String name, String text) {
        if (!text.isEmpty()) {
            line.text(name, text);
        }
    }

    private void fix(JsonLine line, FixReport fix) {
        line.flag("dryRun", fix.dryRun())
                .flag("complete", fix.complete())
                .number("files", fix.files())
                .number("folders", fix.folders())
                .number("bytes", fix.bytes())
                .texts("deleted", shown(fix.deleted()))
                .objects(
                        "changes",
                        fix.changes(),
                        (change, it) -> change.text("file", examination.shown(it.file()))
                                .number("line", it.line())
                                .text("before", it.before())
                                .text("after", it.after()))
                .objects(
                        "proposals",
                        fix.proposals(),
                        (proposal, it) -> proposal.text("file", examination.shown(it.file()))
                                .text("line", it.line())
                                .text("why", it.why()))
                .objects(
                        "leftAlone",
                        fix.leftAlone(),
                        (alone, it) ->
                                alone.text("path", examination.shown(it.path())).text("why", it.why()))
                .texts("failed", fix.failed());
    }
}
