package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineDiagnosis.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/** Reads an engine's answer to {@code GET /version} (Docker Engine API, SystemVersion). */
final class VersionAnswer {
    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\r\\n]*\\r?\\n");
    private static final Pattern API = Pattern.compile("1\\.\\d{1,3}");
    /** Of an answer that is none, for people. */
    private static final int SHOWN = 200;

    private VersionAnswer() {}

    static EngineAnswer read(String answer, EngineAddress address) {
        Matcher head = HEAD.matcher(answer);
        if (!head.lookingAt()) {
            return noEngine(address, answer, "its answer is no HTTP");
        }
        int end = answer.indexOf("\r\n\r\n");
        String body = end < 0 ? "" : answer.substring(end + 4);
        if (!head.group(1).equals("200")) {
            return noEngine(address, body, "it answered " + head.group(1) + " to GET /version");
        }
        try {
            return JSON.std.anyFrom(body) instanceof Map<?, ?> map
                    ? read(map, body, address)
                    : noEngine(address, body, "its answer is no JSON object");
        } catch (JacksonException noJson) {
            return noEngine(address, body, "its answer is no JSON");
        }
    }

    private static EngineAnswer read(Map<?, ?> map, String body, EngineAddress address) {
        String api = text(map, "ApiVersion", "");
        if (!API.matcher(api).matches()) {
            return noEngine(address, body, "its answer names no API version");
        }
        String system = text(map, "Os", "linux");
        if (!system.equals("linux")) {
            return new EngineAnswer.Unusable(new Unsupported(
                    "the engine at " + address.dockerHost() + " runs " + system + " containers",
                    List.of("found by " + address.foundBy()),
                    "switch it to Linux containers"));
        }
        boolean podman = map.get("Components") instanceof List<?> components
                && components.stream()
                        .anyMatch(component -> component instanceof Map<?, ?> one
                                && text(one, "Name", "").contains("Podman"));
        return new EngineAnswer.Answered(
                new EngineFacts(text(map, "Version", "unknown"), api, text(map, "MinAPIVersion", api), podman));
    }

    private static String text(Map<?, ?> map, String name, String otherwise) {
        return map.get(name) instanceof String text && !text.isBlank() ? text : otherwise;
    }

    private static EngineAnswer noEngine(EngineAddress address, String answer, String why) {
        String shown = answer.strip().replaceAll("\\p{Cntrl}+", " ");
        return new EngineAnswer.Unusable(new Unsupported(
                "what listens at " + address.dockerHost() + " can't be used as a container engine: " + why,
                List.of(
                        "found by " + address.foundBy(),
                        "answer: " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown)),
                "check that `docker version` answers, and what DOCKER_HOST or the docker context points at"));
    }
}
