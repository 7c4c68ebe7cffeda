package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Follows the classic builder's text line by line. */
final class ClassicOutput {
    private static final Pattern STEP = Pattern.compile("Step (\\d+)/\\d+ : (.*)");
    private static final Pattern IMAGE = Pattern.compile("(?: ---> |Successfully built )(?:sha256:)?([0-9a-f]{12,64})");
    private static final Pattern RUNNING = Pattern.compile(" ---> Running in ([0-9a-f]{12,64})");
    private static final Pattern REMOVED = Pattern.compile("Remov(?:ing|ed) intermediate container ([0-9a-f]{12,64})");
    private static final Pattern OTHER = Pattern.compile(" ---> .*|Successfully tagged .*|Sending build context to .*");

    private final Set<String> images = new LinkedHashSet<>();
    private final Set<String> containers = new LinkedHashSet<>();
    private final List<String> output = new ArrayList<>();
    private int step;
    private String announced = "";

    static Optional<String> imageId(String line) {
        Matcher matcher = IMAGE.matcher(line);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    void line(String line) {
        Matcher begin = STEP.matcher(line);
        Matcher running = RUNNING.matcher(line);
        Matcher removed = REMOVED.matcher(line);
        Optional<String> image = imageId(line);
        if (begin.matches()) {
            step = Integer.parseInt(begin.group(1));
            announced = begin.group(2);
            output.clear();
        } else if (running.matches()) {
            containers.add(running.group(1));
        } else if (removed.matches()) {
            containers.remove(removed.group(1));
        } else if (image.isPresent()) {
            images.add(image.get());
        } else if (!OTHER.matcher(line).matches() && !line.isBlank()) {
            output.add(line);
        }
    }

    BuildFailure failure(Optional<String> error, Dockerfile dockerfile, Optional<String> target) {
        String message = error.orElseGet(() -> output.isEmpty() ? "" : output.get(output.size() - 1));
        // The CLI prints the error as one more line behind the command's own.
        List<String> own = output.isEmpty() || !output.get(output.size() - 1).equals(message)
                ? output
                : output.subList(0, output.size() - 1);
        Optional<Integer> refused = BuildOutput.parseErrorLine(message);
        Optional<Instruction> instruction =
                refused.isPresent() ? BuildOutput.at(dockerfile, refused.get()) : dockerfile.step(step, target);
        return new BuildFailure(
                refused.or(() -> instruction.map(Instruction::line)),
                instruction.map(Instruction::text).orElse(announced),
                step == 0 ? List.of() : BuildOutput.last(own),
                message,
                List.copyOf(images),
                List.copyOf(containers));
    }
}
