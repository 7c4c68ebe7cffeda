package ai.netrasystems.runner.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.doctor.advice.BuildAdvisor;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineExample;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Variables fill paths, images and ports in; what doctor quotes of them is no secret. */
@Tag("unit")
class SpelledSecretsTest {
    private static final String SECRET = "s3cr3t-of-mine";

    @TempDir
    Path folder;

    @Test
    void a_build_argument_that_fills_a_path_or_an_image_is_not_quoted() throws IOException {
        write("docker-compose.yml", "services: {app: {build: {context: ., args: {TOKEN: '${T}'}}}}\n");
        write(".env", "T=" + SECRET + "\n");
        write("Dockerfile", "ARG TOKEN\nFROM reg/${TOKEN}\nARG TOKEN\nCOPY ${TOKEN}/x /x\n");

        assertThat(texts(Map.of())).contains("copy-missing", "base-unpinned").doesNotContain(SECRET);
    }

    @Test
    void nor_is_one_of_the_environment_or_of_the_file_beside_a_compose_file() throws IOException {
        write("docker-compose.yml", "services: {app: {image: 'x:1', ports: ['${MY_TOKEN}', '${DB_PASSWORD}']}}\n");
        write(".env", "export DB_PASSWORD=\"" + SECRET + "-2\"\n");

        assertThat(texts(Map.of("MY_TOKEN", SECRET)))
                .contains("compose-invalid")
                .doesNotContain(SECRET);
    }

    @Test
    void nor_what_stands_behind_a_line_that_lost_its_backslash_or_in_an_address() throws IOException {
        write("docker-compose.yml", """
                services:
                  app: {build: .}
                  far: {build: 'https://me:%s@example.com/x.git?token=%s'}
                """.formatted(SECRET, SECRET));
        write("Dockerfile", "FROM alpine:3.20\nENV A=1\n    DB_PASSWORD=" + SECRET + "\n");

        assertThat(texts(Map.of()))
                .contains("unknown instruction `DB_PASSWORD...`", "example.com/x.git")
                .doesNotContain(SECRET);
    }

    @Test
    void nor_is_it_in_the_advice_under_a_failed_build() throws IOException {
        write("Dockerfile", "FROM alpine:3.20\nARG API_KEY=" + SECRET + "\nENV X=$API_KEY\nCOPY $X/k /k\n");
        Build build =
                new Build(folder, folder.resolve("Dockerfile"), Map.of(), Optional.empty(), Origin.file(folder, 0));

        List<String> advice = new BuildAdvisor(DoctorSettings.standard(), folder).of(new ServiceName("app"), build, "");

        assertThat(advice).anyMatch(line -> line.contains("copy-missing")).noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void a_password_that_is_called_like_its_service_is_no_reason_to_hide_the_service() throws IOException {
        write("docker-compose.yml", """
                services:
                  postgres: {image: 'postgres:18', x-runner: {inject: {DB: 'x{port:5432}'}}, ports: ['5432']}
                """);
        write(".env", "POSTGRES_PASSWORD=postgres\n");

        assertThat(texts(Map.of())).contains("`postgres`");
    }

    private String texts(Map<String, String> variables) {
        Doctor.Subject subject = new Doctor.Subject(
                folder, Optional.empty(), Optional.empty(), Set.of(), DoctorSettings.standard(), variables);
        return new Doctor(subject)
                .examine(MachineExample::sound).findings().stream()
                        .map(SpelledSecretsTest::text)
                        .collect(Collectors.joining("\n"));
    }

    private static String text(Finding finding) {
        return finding.rule().id() + " " + finding.why() + " " + finding.fix();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
