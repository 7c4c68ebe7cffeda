package ai.netrasystems.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.machine.MachineExample;
import ai.netrasystems.runner.doctor.output.ExaminationJson;
import ai.netrasystems.runner.doctor.output.Sarif;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON and SARIF of a real examination keep to their schemas, and say the same. */
@Tag("unit")
class WrittenFormsTest {
    @TempDir
    Path folder;

    @Test
    void json_is_what_its_schema_says() throws IOException {
        JsonNode json = new ObjectMapper().readTree(ExaminationJson.of(examination()));

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(resource("/ai/netrasystems/runner/doctor/doctor.schema.json"))
                        .validate(json))
                .isEmpty();
        assertThat(json.get("findings").findValuesAsText("rule")).contains("copy-missing", "memory-low");
        assertThat(json.get("contexts")
                        .get(0)
                        .get("pollution")
                        .get(0)
                        .get("paths")
                        .get(0)
                        .asText())
                .isEqualTo("ä b/x.pyc");
    }

    @Test
    void json_of_a_fix_is_what_the_schema_says() throws IOException {
        Path project = folder.toRealPath();
        FixReport fix = new FixReport(
                true,
                false,
                List.of(project.resolve("a.pyc")),
                1,
                0,
                12,
                List.of(new FixReport.Change(project.resolve(".dockerignore"), 3, "", "**/*.pyc")),
                List.of(new FixReport.Proposal(project.resolve(".dockerignore"), "**/target", "why")),
                List.of(new FixReport.LeftAlone(project.resolve("b.pyc"), "git tracks it")),
                List.of("c.pyc: no"));

        JsonNode json =
                new ObjectMapper().readTree(ExaminationJson.of(examination().after(fix, Duration.ofMillis(5))));

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(resource("/ai/netrasystems/runner/doctor/doctor.schema.json"))
                        .validate(json))
                .isEmpty();
        assertThat(json.get("fix").get("deleted").get(0).asText()).isEqualTo("a.pyc");
    }

    @Test
    void sarif_is_what_the_standard_says() throws IOException {
        Examination examination = examination();
        JsonNode sarif = new ObjectMapper().readTree(Sarif.of(examination, "1.2.3"));

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(resource("/schema/sarif-schema-2.1.0.json"))
                        .validate(sarif))
                .isEmpty();
        JsonNode run = sarif.get("runs").get(0);
        JsonNode rules = run.get("tool").get("driver").get("rules");
        assertThat(rules).hasSize(Rule.values().length);
        JsonNode ofMachine = run.get("invocations").get(0).get("toolConfigurationNotifications");
        assertThat(ofMachine).isNotEmpty();
        assertThat(run.get("results"))
                .hasSize(examination.findings().size() - ofMachine.size())
                .allSatisfy(result -> {
                    assertThat(rules.get(result.get("ruleIndex").asInt()).get("id"))
                            .isEqualTo(result.get("ruleId"));
                    assertThat(result.get("locations")).hasSize(1);
                });
        String base = run.get("originalUriBaseIds").get("PROJECT").get("uri").asText();
        assertThat(run.get("results").findValuesAsText("uri"))
                .contains("my%20app/Dockerfile")
                .allSatisfy(uri ->
                        assertThat(Path.of(URI.create(base).resolve(uri))).exists());
    }

    private Examination examination() throws IOException {
        Files.writeString(folder.resolve("compose.yml"), "services: {app: {build: my app}}\n");
        Files.createDirectories(folder.resolve("my app/ä b"));
        Files.writeString(folder.resolve("my app/Dockerfile"), "FROM alpine:3.20\nCOPY nothing /\n");
        Files.writeString(folder.resolve("my app/ä b/x.pyc"), "x");
        Doctor.Subject subject = new Doctor.Subject(
                folder.toRealPath(), Optional.empty(), Optional.empty(), Set.of(), DoctorSettings.standard(), Map.of());
        return new Doctor(subject)
                .examine(() -> MachineExample.facts(List.of("memory.available: 1m", "leftovers: process 1")));
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(WrittenFormsTest.class.getResourceAsStream(name), name);
    }
}
