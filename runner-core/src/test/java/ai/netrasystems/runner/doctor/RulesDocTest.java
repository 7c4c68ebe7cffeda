package ai.netrasystems.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.yaml.MapReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The docs' list of rules is made of the rules and their examples ({@code -Dapprove=true} writes it). */
@Tag("unit")
class RulesDocTest {
    private static final Path DOC = Path.of("..", "docs", "doctor-rules.md");

    @Test
    void the_docs_list_every_rule_with_its_example() throws IOException {
        String made = made();
        if (Boolean.getBoolean("approve")) {
            Files.writeString(DOC, made);
        }

        assertThat(Files.readString(DOC)).isEqualTo(made);
    }

    private static String made() {
        StringBuilder doc = new StringBuilder("""
                # Rules of `runner doctor`

                Made from the rules and their examples by `RulesDocTest`, which also fails when this file is not what they say;
                `RuleExamplesTest` runs every example. How to set rules: [configuration](configuration.md#doctor). What `error`,
                `warning` and `note` mean, and what `--fix` does: [doctor](doctor.md).

                | rule | by itself | what it finds | why that matters |
                |---|---|---|---|
                """);
        for (Rule rule : Rule.values()) {
            doc.append("| [`%s`](#%s) | %s | %s | %s |%n"
                    .formatted(rule.id(), rule.id(), MapReader.label(rule.severity()), rule.what(), rule.why())
                    .replace("\r\n", "\n"));
        }
        for (Rule rule : Rule.values()) {
            RuleExample example = RuleExample.of(rule);
            doc.append("\n## ")
                    .append(rule.id())
                    .append("\n\n")
                    .append(example.text())
                    .append("\n\n");
            doc.append(
                    example.expected().equals("machine")
                            ? "Found on the machine in:\n"
                            : "Found at `" + example.expected() + "` in:\n");
            files(doc, example.trigger().sections());
            doc.append("\nNot found in:\n");
            files(doc, example.near().sections());
        }
        return doc.toString();
    }

    private static void files(StringBuilder doc, Map<String, String> sections) {
        doc.append("\n```\n");
        sections.forEach((marker, content) -> doc.append(marker).append('\n').append(content));
        doc.append("```\n");
    }
}
