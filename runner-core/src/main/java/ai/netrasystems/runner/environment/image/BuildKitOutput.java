package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows BuildKit's plain progress line by line; newer ones name the line, older ones only the stage and the text. */
final class BuildKitOutput {
    private static final Pattern NAMED = Pattern.compile("#(\\d+) (\\[.*)");
    private static final Pattern FAILED = Pattern.compile("#(\\d+) ERROR: (.*)");
    private static final Pattern WROTE = Pattern.compile("#(\\d+) (?:\\d+\\.\\d+ )(.*)");
    private static final Pattern IMAGE = Pattern.compile("#\\d+ (?:writing|exporting).* (sha256:[0-9a-f]{64}).*");
    private static final Pattern MARKED = Pattern.compile("\\s*(\\d+) \\| >>> .*");
    private static final Pattern PLACE = Pattern.compile("\\S.*:(\\d+)");
    private static final Pattern RULE = Pattern.compile("-{20,}");
    private static final Pattern VERTEX = Pattern.compile("\\[(.*?)\\s*(\\d+)/(\\d+)\\] (.*)", Pattern.DOTALL);
    private static final Pattern SUMMARY = Pattern.compile(" > (\\[.*):");

    private final Dockerfile dockerfile;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<String>> outputs = new HashMap<>();
    private final Set<String> images = new LinkedHashSet<>();
    private Optional<Integer> line = Optional.empty();
    private Optional<Integer> place = Optional.empty();
    private Optional<String> failed = Optional.empty();
    private Optional<String> summary = Optional.empty();
    private String reason = "";
    private String last = "";
    private String previous = "";

    BuildKitOutput(Dockerfile dockerfile) {
        this.dockerfile = dockerfile;
    }

    void line(String text) {
        Matcher named = NAMED.matcher(text);
        Matcher error = FAILED.matcher(text);
        Matcher wrote = WROTE.matcher(text);
        Matcher image = IMAGE.matcher(text);
        Matcher marked = MARKED.matcher(text);
        Matcher where = PLACE.matcher(previous);
        if (error.matches()) {
            failed = failed.or(() -> Optional.of(error.group(1)));
            reason = reason.isEmpty() ? error.group(2) : reason;
        } else if (image.matches()) {
            images.add(image.group(1));
        } else if (wrote.matches()) {
            outputs.computeIfAbsent(wrote.group(1), id -> new ArrayList<>()).add(wrote.group(2));
        } else if (named.matches()) {
            names.put(named.group(1), named.group(2));
        } else if (marked.matches() && line.isEmpty()) {
            line = Optional.of(Integer.valueOf(marked.group(1)));
        } else if (RULE.matcher(text).matches() && where.matches()) {
            place = Optional.of(Integer.valueOf(where.group(1)));
        } else if (SUMMARY.matcher(text).matches()) {
            summary = Optional.of(text.substring(3, text.length() - 1));
        } else if (!text.isBlank() && !text.startsWith("#") && !text.startsWith("---")) {
            last = text;
        }
        previous = text;
    }

    BuildFailure failure() {
        String message = last.replaceFirst("^(?:ERROR|error): ", "");
        Optional<String> vertex = failed.map(names::get).or(() -> summary);
        Optional<Instruction> instruction = BuildOutput.parseErrorLine(message)
                .or(() -> line)
                .or(() -> place)
                .map(at -> BuildOutput.at(dockerfile, at))
                .orElseGet(() -> vertex.flatMap(this::instruction));
        List<String> output =
                failed.map(id -> outputs.getOrDefault(id, List.of())).orElse(List.of());
        return new BuildFailure(
                BuildOutput.parseErrorLine(message).or(() -> instruction.map(Instruction::line)),
                instruction.map(Instruction::text).orElseGet(() -> vertex.orElse("")),
                BuildOutput.last(output),
                message.isEmpty() ? reason : message,
                List.copyOf(images),
                List.of());
    }

    /** {@code [build 2/5] RUN make}: by its text within the stage, else by its number. */
    private Optional<Instruction> instruction(String vertex) {
        Matcher matcher = VERTEX.matcher(vertex);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Stage> stages = dockerfile.stages(Map.of());
        String[] before = matcher.group(1).trim().split(" ", -1);
        String name = before[before.length - 1];
        Stage stage = stages.stream()
                .filter(it -> it.name().filter(name::equals).isPresent() || name.equals("stage-" + it.index()))
                .findFirst()
                .orElse(stages.get(stages.size() - 1));
        String text = oneSpaced(matcher.group(4));
        List<Instruction> same = stage.instructions().stream()
                .filter(it -> oneSpaced(it.text()).equals(text))
                .toList();
        if (same.size() == 1) {
            return Optional.of(same.get(0));
        }
        List<Instruction> counted = stage.instructions().stream()
                .filter(it -> it.is("FROM")
                        ? !stage.isFromScratch() && stage.parent().isEmpty()
                        : Set.of("RUN", "COPY", "ADD", "WORKDIR").contains(it.keyword()))
                .toList();
        int number = Integer.parseInt(matcher.group(2));
        return number >= 1 && number <= counted.size() ? Optional.of(counted.get(number - 1)) : Optional.empty();
    }

    private static String oneSpaced(String text) {
        return text.trim().replaceAll("\\s+", " ");
    }
}
