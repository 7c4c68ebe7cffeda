package ai.netrasystems.runner.environment.compose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever stands in a file, a survey says something of it; and it finds circles where there are some. */
@Tag("unit")
class ComposeSurveyPropertyTest {
    private static final List<String> KEYS = List.of(
            "a",
            "\"\"",
            "build",
            "command",
            "context",
            "dockerfile",
            "image",
            "depends_on",
            "condition",
            "ports",
            "target",
            "published",
            "volumes",
            "networks",
            "environment",
            "env_file",
            "path",
            "healthcheck",
            "test",
            "deploy",
            "resources",
            "limits",
            "memory",
            "extends",
            "service",
            "file",
            "profiles",
            "links",
            "x-runner",
            "inject",
            "local",
            "ready",
            "token",
            "endpoint",
            "extra_hosts",
            "ulimits",
            "project_directory",
            "external");
    private static final List<String> SCALARS = List.of(
            "a",
            "\"\"",
            "~",
            "1",
            "-1",
            "0.5",
            "true",
            "80:80",
            "1-0:0",
            "${X}",
            "\"$\"",
            "\"${\"",
            "\"\\0\"",
            "/x",
            "../..",
            "compose.yaml",
            "a:b",
            "\"{port:a:1}\"",
            "\"'\"",
            "512m",
            "\":\"",
            "99999999999",
            "service_healthy",
            "!reset x");

    private static Path file = Path.of("");

    @BeforeContainer
    static void create() throws IOException {
        file = Files.createTempDirectory("survey").resolve("compose.yaml");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(""));
    }

    @Property(tries = 500)
    void never_throws(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        ComposeSurvey survey = survey("services: {a: " + node(random, 4) + ", b: " + node(random, 5) + ", c: "
                + node(random, 3) + "}\nnetworks: " + node(random, 3) + "\ninclude: " + node(random, 2) + "\n");

        assertThat(survey.path()).isEqualTo(file);
        assertThat(survey.invalid())
                .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    }

    @Property(tries = 300)
    void finds_a_circle_where_there_is_one(
            @ForAll @IntRange(min = 1, max = 7) int services,
            @ForAll @Size(max = 12) List<@IntRange(max = 48) Integer> edges)
            throws IOException {
        Set<Integer> known = new HashSet<>(edges);
        StringBuilder text = new StringBuilder("services:\n");
        for (int from = 0; from < services; from++) {
            List<String> to = new ArrayList<>();
            for (int other = 0; other < services; other++) {
                if (known.contains(from * 7 + other)) {
                    to.add("s" + other);
                }
            }
            text.append("  s" + from + ": {image: x, depends_on: " + to + "}\n");
        }

        List<Problem> cycles = survey(text.toString()).cycles();

        assertThat(cycles.isEmpty()).isEqualTo(isAcyclic(services, known));
        assertThat(cycles)
                .allSatisfy(
                        cycle -> assertThat(isCircle(cycle.message(), known)).isTrue());
    }

    /** Takes away what depends on nothing that is left, as long as there is any. */
    private static boolean isAcyclic(int services, Set<Integer> edges) {
        Set<Integer> left = new HashSet<>();
        for (int service = 0; service < services; service++) {
            left.add(service);
        }
        while (left.removeIf(from -> left.stream().noneMatch(to -> edges.contains(from * 7 + to)))) {
            // Until nothing goes any more.
        }
        return left.isEmpty();
    }

    private static boolean isCircle(String message, Set<Integer> edges) {
        String[] names = message.substring(message.indexOf(": ") + 2).split(" -> ", -1);
        for (int at = 1; at < names.length; at++) {
            int edge = Integer.parseInt(names[at - 1].substring(1)) * 7 + Integer.parseInt(names[at].substring(1));
            if (!edges.contains(edge)) {
                return false;
            }
        }
        return names.length > 1 && names[0].equals(names[names.length - 1]);
    }

    private static String node(Random random, int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(5);
        if (kind == 0) {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }
        List<String> parts = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int count = random.nextInt(4); count >= 0; count--) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            String value = node(random, depth - 1);
            if (kind == 1) {
                parts.add(value);
            } else if (keys.add(key)) {
                parts.add(key + ": " + value);
            }
        }
        String inside = String.join(", ", parts);
        return kind == 1 ? "[" + inside + "]" : "{" + inside + "}";
    }

    private static ComposeSurvey survey(String text) throws IOException {
        return new ComposeReader(Map.of()).survey(Files.writeString(file, text));
    }
}
