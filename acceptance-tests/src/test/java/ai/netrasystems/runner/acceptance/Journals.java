package ai.netrasystems.runner.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.jr.ob.JSON;

/** Reads JSON lines: a run's journal, the event stream on standard output, a service's request log. */
final class Journals {
    private Journals() {}

    /** Every line of the text that is a JSON object. */
    static List<Map<String, Object>> parse(String text) {
        return text.lines()
                .filter(line -> line.startsWith("{"))
                .map(line -> JSON.std.mapFrom(line))
                .toList();
    }

    /** Events of one kind. */
    static List<Map<String, Object>> ofKind(List<Map<String, Object>> events, String kind) {
        return events.stream().filter(event -> kind.equals(event.get("kind"))).toList();
    }

    /** Ids of the tests that ended with the outcome. */
    static Set<String> testsWith(List<Map<String, Object>> events, String outcome) {
        return ofKind(events, "test-finished").stream()
                .filter(event -> outcome.equals(event.get("outcome")))
                .map(event -> String.valueOf(event.get("test")))
                .collect(Collectors.toSet());
    }

    /** The events of a run, from its journal. */
    static List<Map<String, Object>> journal(Path runDirectory) {
        return parse(text(runDirectory.resolve("events.jsonl")));
    }

    /** Ids of the golden-path tests, each of which was discovered and passed; one that did neither fails the case. */
    static Set<String> goldenPathPassed(List<Map<String, Object>> events) {
        Set<String> passed = goldenPath(testsWith(events, "passed").stream());
        assertThat(passed)
                .as("golden-path tests that passed, of those that were discovered")
                .isEqualTo(goldenPath(discovered(events)));
        return passed;
    }

    private static Set<String> goldenPath(Stream<String> ids) {
        return ids.filter(id -> id.contains("GoldenPath")).collect(Collectors.toSet());
    }

    private static Stream<String> discovered(List<Map<String, Object>> events) {
        return ofKind(events, "tests-discovered").stream()
                .flatMap(event -> Stream.ofNullable(event.get("tests")))
                .flatMap(tests -> ((List<?>) tests).stream())
                .map(test -> (Map<?, ?>) test)
                .filter(test -> !Boolean.TRUE.equals(test.get("container")))
                .map(test -> String.valueOf(test.get("id")));
    }

    /** Ids of the tests that sent these requests in that run. */
    static Set<String> testsSeen(List<Map<String, Object>> requests, String runId) {
        return requests.stream()
                .filter(request -> runId.equals(request.get("run_id")))
                .map(request -> String.valueOf(request.get("test_id")))
                .collect(Collectors.toSet());
    }

    /** All requests that the services of a run logged; none where it started none. */
    static List<Map<String, Object>> requests(Path runDirectory) {
        return parse(serviceLogs(runDirectory)).stream()
                .filter(entry -> entry.containsKey("path"))
                .toList();
    }

    /** The text of all logs of a run's services; empty where it started none. */
    static String serviceLogs(Path runDirectory) {
        Path services = runDirectory.resolve("services");
        if (!Files.isDirectory(services)) {
            return "";
        }
        try (Stream<Path> logs = Files.list(services)) {
            return logs.filter(file -> file.toString().endsWith(".log"))
                    .map(Journals::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole file. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
