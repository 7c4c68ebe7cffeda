package ai.netrasystems.runner.doctor.output;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.doctor.Examination;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.event.JsonLine;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * {@code runner doctor --sarif FILE}: findings for code scanning, as SARIF 2.1.0 (OASIS Standard, "Static Analysis Results
 * Interchange Format"). Files of the project are given relative to {@code PROJECT}. What is found on the machine is a
 * notification of the invocation, not a result: code scanning refuses a file in which a result has no location.
 */
public final class Sarif {
    private static final String BASE = "PROJECT";
    private static final List<Rule> RULES = Arrays.asList(Rule.values());

    private Sarif() {}

    /**
     * The text, in one line.
     *
     * @param version of the runner
     */
    public static String of(Examination examination, String version) {
        return JsonLine.of(log -> log.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .text("version", "2.1.0")
                .objects("runs", List.of(examination), (run, it) -> run(run, it, version)));
    }

    private static void run(JsonLine run, Examination examination, String version) {
        run.object(
                        "tool",
                        version,
                        (tool, it) -> tool.object(
                                "driver",
                                it,
                                (driver, text) -> driver.text("name", "runner doctor")
                                        .text("version", text)
                                        .objects("rules", RULES, Sarif::rule)))
                .object(
                        "originalUriBaseIds",
                        examination.project(),
                        (bases, project) ->
                                bases.object(BASE, project, (base, directory) -> base.text("uri", folder(directory))))
                .objects("results", ofFiles(examination), (result, finding) -> result(result, finding, examination))
                .objects("invocations", List.of(examination), Sarif::invocation)
                .text("columnKind", "utf16CodeUnits");
    }

    /** A base has to end with a slash; {@link Path#toUri} leaves it out where the folder does not exist. */
    private static String folder(Path directory) {
        String uri = directory.toUri().toString();
        return uri.endsWith("/") ? uri : uri + "/";
    }

    private static void rule(JsonLine line, Rule rule) {
        line.text("id", rule.id())
                .object("shortDescription", rule.what(), Sarif::message)
                .object("fullDescription", rule.what() + ": " + rule.why() + ".", Sarif::message)
                .object(
                        "defaultConfiguration",
                        rule,
                        (configuration, it) -> configuration
                                .flag("enabled", it.severity() != Severity.OFF)
                                .text("level", it.severity() == Severity.OFF ? "warning" : level(it.severity())));
    }

    private static void message(JsonLine message, String text) {
        message.text("text", text);
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
            case OFF -> "none";
        };
    }

    private static void result(JsonLine line, Finding finding, Examination examination) {
        line.text("ruleId", finding.rule().id())
                .number("ruleIndex", RULES.indexOf(finding.rule()))
                .text("level", level(finding.severity()))
                .object("message", sentence(finding), Sarif::message);
        line.objects(
                "locations",
                finding.where().stream().toList(),
                (location, it) -> location.object(
                        "physicalLocation", it, (physical, origin) -> physical(physical, origin, examination)));
    }

    private static List<Finding> ofFiles(Examination examination) {
        return examination.findings().stream()
                .filter(finding -> finding.where().flatMap(Origin::file).isPresent())
                .toList();
    }

    private static void invocation(JsonLine line, Examination examination) {
        List<Finding> ofMachine = examination.findings().stream()
                .filter(finding -> finding.where().flatMap(Origin::file).isEmpty())
                .toList();
        line.flag("executionSuccessful", true)
                .number("exitCode", examination.exitCode())
                .objects("toolConfigurationNotifications", ofMachine, Sarif::notification);
    }

    private static void notification(JsonLine line, Finding finding) {
        line.text("level", level(finding.severity()))
                .object("message", sentence(finding), Sarif::message)
                .object(
                        "associatedRule",
                        finding.rule(),
                        (rule, it) -> rule.text("id", it.id()).number("index", RULES.indexOf(it)));
    }

    private static String sentence(Finding finding) {
        return finding.why() + ". " + finding.fix() + ".";
    }

    private static void physical(JsonLine physical, Origin origin, Examination examination) {
        physical.object(
                "artifactLocation",
                origin.file().orElseThrow(),
                (artifact, file) -> artifact(artifact, file, examination));
        if (origin.line() > 0) {
            physical.object("region", origin.line(), (region, number) -> region.number("startLine", number));
        }
    }

    private static void artifact(JsonLine artifact, Path file, Examination examination) {
        if (!file.startsWith(examination.project())) {
            artifact.text("uri", file.toUri().toString());
            return;
        }
        String base = folder(examination.project());
        String uri = file.toUri().toString();
        artifact.text("uri", uri.startsWith(base) ? uri.substring(base.length()) : "./")
                .text("uriBaseId", BASE);
    }
}
