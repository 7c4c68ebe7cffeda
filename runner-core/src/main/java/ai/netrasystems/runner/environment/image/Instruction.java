package ai.netrasystems.runner.environment.image;

import java.util.List;
import java.util.Optional;

/**
 * One instruction of a Dockerfile.
 *
 * @param line 1-based line where it begins
 * @param lastLine the line where it ends, its heredocs included
 * @param keyword in capitals, such as {@code COPY}
 * @param text as it is written, continued lines joined
 * @param flags such as {@code --from=build}, in order, without quotes
 * @param rest what follows keyword and flags, as it is written
 * @param arguments the words of {@code rest}, or the elements of a JSON list; variables are not replaced
 * @param json whether {@code rest} is a JSON list
 * @param heredocs texts that it brings along
 * @param trigger for ONBUILD: what is done later
 */
public record Instruction(
        int line,
        int lastLine,
        String keyword,
        String text,
        List<String> flags,
        String rest,
        List<String> arguments,
        boolean json,
        List<Heredoc> heredocs,
        Optional<Instruction> trigger) {
    /** Copies the lists. */
    public Instruction {
        flags = List.copyOf(flags);
        arguments = List.copyOf(arguments);
        heredocs = List.copyOf(heredocs);
    }

    /** Whether the keyword is this one, written in capitals. */
    public boolean is(String name) {
        return keyword.equals(name);
    }

    /**
     * The value of a flag: empty where it is not given, an empty text where it has no value.
     *
     * @param name without dashes
     */
    public Optional<String> flag(String name) {
        return flags.stream()
                .filter(flag -> flag.equals("--" + name) || flag.startsWith("--" + name + "="))
                .map(flag -> flag.contains("=") ? flag.substring(flag.indexOf('=') + 1) : "")
                .findFirst();
    }

    /** What ARG and ENV set, in order; empty for other instructions. */
    public List<Assignment> assignments() {
        if (!is("ARG") && !is("ENV")) {
            return List.of();
        }
        if (is("ENV") && !arguments.isEmpty() && !arguments.get(0).contains("=")) {
            String name = arguments.get(0);
            return List.of(new Assignment(name, Optional.of(GoText.trim(rest.substring(name.length())))));
        }
        return arguments.stream().map(Assignment::of).toList();
    }

    /** What {@code RUN --mount} mounts, in order; empty for other instructions. */
    public List<RunMount> mounts() {
        return flags.stream()
                .filter(flag -> is("RUN") && flag.startsWith("--mount="))
                .map(flag -> RunMount.of(flag.substring("--mount=".length())))
                .toList();
    }

    Instruction endingAt(int end, List<Heredoc> texts) {
        return new Instruction(line, end, keyword, text, flags, rest, arguments, json, texts, trigger);
    }
}
