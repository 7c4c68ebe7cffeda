package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.compose.Reference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which paths of Compose files are corrected, and how little of the file changes. */
@Tag("unit")
class CorrectionPlanTest {
    private static final String FILE = "docker-compose.yml";

    @TempDir
    Path folder;

    private FixProject project;

    @BeforeEach
    void a_project() throws Exception {
        project = new FixProject(folder);
    }

    @Test
    void one_value_changes_and_comments_and_layout_stay() throws Exception {
        String before = """
                # Dockerfil is meant here
                services:
                    app:   # the app
                        build: {context:   .,  dockerfile:  'Dockerfil' }   # Dockerfil
                    other: {build:   ./Dockerfil}
                """.replace("\n", "\r\n");
        project.file(FILE, before);

        FixResult result = fix(4, "Dockerfil", "docker/app's");

        assertThat(result.corrections()).hasSize(1);
        assertThat(project.read(FILE)).isEqualTo(before.replace("'Dockerfil'", "'docker/app''s'"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "build: ./bakend, ./bakend, ./backend, build: ./backend",
                "build: ./bakend # ./bakend, ./bakend, ./backend, build: ./backend # ./bakend",
                "build: \"./bakend\", ./bakend, ./back\"end, build: \"./back\\\"end\"",
                "build: './bakend', ./bakend, ./backend, build: './backend'",
                "build: \uD83D\uDE00/x, \uD83D\uDE00/x, \uD83D\uDE00/y, build: \uD83D\uDE00/y",
            })
    void quotes_are_kept(String line, String written, String sure, String expected) throws Exception {
        project.file(FILE, "\uFEFFservices:\n  \"\uD83D\uDE00\": {}\n  app:\n    " + line + "\n    image: x\n");

        fix(4, written, sure);

        assertThat(project.read(FILE))
                .isEqualTo("\uFEFFservices:\n  \"\uD83D\uDE00\": {}\n  app:\n    " + expected + "\n    image: x\n");
    }

    @Test
    void a_value_that_stands_twice_in_the_line_is_only_proposed() throws Exception {
        assertThat(refused("services: {app: {build: {context: app, dockerfile: app}}}\n", 1, "app", "App"))
                .isEqualTo("`app` does not stand once in the line");
    }

    @Test
    void a_value_that_is_a_key_of_the_line_too_is_only_proposed() throws Exception {
        assertThat(refused("services:\n  app: {build: app}\n", 2, "app", "App")).contains("does not stand once");
    }

    @Test
    void a_value_that_is_not_there_any_more_is_only_proposed() throws Exception {
        assertThat(refused("services:\n  app: {build: ok}\n", 2, "app2", "App")).contains("does not stand once");
    }

    @Test
    void a_value_in_a_longer_one_is_none() throws Exception {
        assertThat(refused("services:\n  app: {build: ./bakend/x}\n", 2, "./bakend", "./backend"))
                .contains("does not stand once");
    }

    @Test
    void what_an_alias_repeats_is_only_proposed() throws Exception {
        assertThat(refused("x: &b {build: bakend}\nservices: {app: *b, other: *b}\n", 1, "bakend", "backend"))
                .isEqualTo("the file would then say something else in other places too");
        assertThat(refused("x: &b bakend\nservices: {app: {build: *b}}\n", 1, "bakend", "backend"))
                .contains("does not stand once");
        assertThat(refused("x: &b {build: bakend}\nservices: {app: {<<: *b}}\n", 1, "bakend", "backend"))
                .contains("other places");
    }

    @Test
    void a_replacement_that_yaml_reads_otherwise_is_only_proposed() throws Exception {
        for (String sure : List.of("a: b", "a #b", "true, x: y", "[a", "*a", "a\nb")) {
            assertThat(refused("services:\n  app: {build: bakend}\n", 2, "bakend", sure))
                    .as(sure)
                    .isNotEmpty();
        }
    }

    @Test
    void block_text_and_text_over_lines_is_only_proposed() throws Exception {
        assertThat(refused("services:\n  app:\n    build: |-\n      bakend\n", 3, "bakend", "backend"))
                .contains("does not stand once");
        assertThat(refused("services:\n  app:\n    build: 'bak\n      end'\n", 3, "bak end", "backend"))
                .contains("does not stand once");
    }

    @Test
    void a_file_that_is_no_yaml_or_no_text_is_only_proposed() throws Exception {
        assertThat(refused("services: [\n", 1, "services", "x")).contains("not valid YAML");
        Files.write(project.path(FILE), "a: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(FixProject.proposed(
                        project.references(reference(1, "\u00e4", Optional.of("b")))
                                .plan(),
                        "b"))
                .isEqualTo("the file is not UTF-8 text");
    }

    @Test
    void without_a_sure_answer_nothing_is_done_or_proposed() throws Exception {
        project.file(FILE, "services:\n  app: {build: bakend}\n").references(reference(2, "bakend", Optional.empty()));

        assertThat(project.plan().isEmpty()).isTrue();
        assertThat(project.plan().proposals()).isEmpty();
    }

    @Test
    void several_of_a_file_are_written_together_and_the_same_one_once() throws Exception {
        project.file(FILE, "services:\n  a: {build: bakend}\n  b: {build: frontent}\n")
                .references(
                        reference(2, "bakend", Optional.of("backend")),
                        reference(2, "bakend", Optional.of("backend")),
                        reference(3, "frontent", Optional.of("frontend")));

        assertThat(project.fix().corrections()).hasSize(2);

        assertThat(project.read(FILE)).isEqualTo("services:\n  a: {build: backend}\n  b: {build: frontend}\n");
    }

    @Test
    void a_linked_file_in_the_project_is_written_and_one_outside_only_proposed() throws Exception {
        String text = "services:\n  a: {build: bakend}\n";
        project.file("real.yml", text).link(FILE, "real.yml");
        fix(2, "bakend", "backend");
        assertThat(project.path(FILE)).isSymbolicLink();
        assertThat(project.read("real.yml")).isEqualTo("services:\n  a: {build: backend}\n");

        Files.delete(project.path(FILE));
        Path outside = Files.writeString(folder.resolve("outside.yml"), text);
        project.link(FILE, "../outside.yml");
        assertThat(FixProject.proposed(project.plan(), "backend")).isEqualTo(WriteTarget.OUTSIDE);
        project.fix();
        assertThat(outside).hasContent(text);
    }

    @Test
    void a_file_in_a_linked_folder_that_leads_out_is_only_proposed() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("compose.yml"), "services:\n  a: {build: bakend}\n");
        project.link("deploy", "../outside");
        Reference reference = new Reference(
                project.path("deploy/compose.yml"), 2, "build.context", "bakend", Optional.of("backend"), List.of());

        assertThat(FixProject.proposed(project.references(reference).plan(), "backend"))
                .isEqualTo(WriteTarget.OUTSIDE);
    }

    private FixResult fix(int line, String written, String sure) {
        return project.references(reference(line, written, Optional.of(sure))).fix();
    }

    /** Why it is only proposed; the file stays as it is. */
    private String refused(String text, int line, String written, String sure) throws Exception {
        project.file(FILE, text).references(reference(line, written, Optional.of(sure)));
        FixPlan plan = project.plan();
        assertThat(plan.corrections()).isEmpty();
        project.fix();
        assertThat(project.read(FILE)).isEqualTo(text);
        return FixProject.proposed(plan, sure);
    }

    private Reference reference(int line, String written, Optional<String> sure) {
        return new Reference(project.path(FILE), line, "build.context", written, sure, List.of());
    }
}
