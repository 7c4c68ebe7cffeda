package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What docker refuses of a Dockerfile before it builds anything: unknown instructions and flags, missing arguments. */
final class DockerfileCheck {
    /** Every instruction with its flags, BuildKit's included; its own list is {@code instructions/parse.go}. */
    private static final Map<String, Set<String>> FLAGS = Map.ofEntries(
            Map.entry("ADD", Set.of("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude")),
            Map.entry("ARG", Set.of()),
            Map.entry("CMD", Set.of()),
            Map.entry("COPY", Set.of("from", "chown", "chmod", "link", "parents", "exclude")),
            Map.entry("ENTRYPOINT", Set.of()),
            Map.entry("ENV", Set.of()),
            Map.entry("EXPOSE", Set.of()),
            Map.entry("FROM", Set.of("platform")),
            Map.entry("HEALTHCHECK", Set.of("interval", "timeout", "start-period", "start-interval", "retries")),
            Map.entry("LABEL", Set.of()),
            Map.entry("MAINTAINER", Set.of()),
            Map.entry("ONBUILD", Set.of()),
            Map.entry("RUN", Set.of("mount", "network", "security", "device")),
            Map.entry("SHELL", Set.of()),
            Map.entry("STOPSIGNAL", Set.of()),
            Map.entry("USER", Set.of()),
            Map.entry("VOLUME", Set.of()),
            Map.entry("WORKDIR", Set.of()));

    /** May stand without an argument. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("CMD", "ENTRYPOINT", "RUN");

    private DockerfileCheck() {}

    static void check(Path file, List<Instruction> instructions, Problems problems) {
        if (instructions.isEmpty()) {
            problems.add("has no instruction", Origin.file(file, 0));
            return;
        }
        boolean inStage = false;
        for (Instruction instruction : instructions) {
            Origin where = Origin.file(file, instruction.line());
            one(instruction, where, problems);
            inStage |= instruction.is("FROM");
            if (!inStage && !instruction.is("ARG") && FLAGS.containsKey(instruction.keyword())) {
                problems.add("`" + instruction.keyword() + "` stands before the first FROM", where);
            }
        }
        if (!inStage && problems.isEmpty()) {
            problems.add("has no FROM", Origin.file(file, 0));
        }
    }

    private static void one(Instruction instruction, Origin where, Problems problems) {
        Set<String> flags = FLAGS.get(instruction.keyword());
        if (flags == null) {
            String unknown = "unknown instruction `" + instruction.keyword() + "`";
            DidYouMean.closest(instruction.keyword(), FLAGS.keySet())
                    .ifPresentOrElse(
                            near -> problems.add(unknown, where, "did you mean `" + near + "`?"),
                            () -> problems.add(unknown, where));
            return;
        }
        for (String flag : instruction.flags()) {
            String name = flag.substring(2).replaceFirst("(?s)=.*", "");
            if (!flags.contains(name)) {
                problems.add("`" + instruction.keyword() + "` knows no flag `--" + name + "`", where);
            }
        }
        List<String> arguments = instruction.arguments();
        if (arguments.isEmpty() && !MAY_BE_EMPTY.contains(instruction.keyword())) {
            problems.add("`" + instruction.keyword() + "` needs an argument", where);
        } else if (instruction.is("FROM")
                && arguments.size() != 1
                && !(arguments.size() == 3 && arguments.get(1).equalsIgnoreCase("as"))) {
            problems.add("`FROM` takes an image, or an image, `AS` and a name", where);
        } else if ((instruction.is("COPY") || instruction.is("ADD")) && arguments.size() < 2) {
            problems.add("`" + instruction.keyword() + "` needs a source and a destination", where);
        } else if (instruction.is("SHELL") && !instruction.json()) {
            problems.add("`SHELL` takes a JSON list", where);
        }
        instruction.trigger().ifPresent(trigger -> {
            if (Set.of("ONBUILD", "FROM", "MAINTAINER").contains(trigger.keyword())) {
                problems.add("`ONBUILD " + trigger.keyword() + "` is not allowed", where);
            } else {
                one(trigger, where, problems);
            }
        });
    }
}
