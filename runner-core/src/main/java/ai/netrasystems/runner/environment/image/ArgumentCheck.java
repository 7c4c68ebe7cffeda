package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What instructions need after their flags. */
final class ArgumentCheck {
    private static final Pattern STAGE_NAME = Pattern.compile("[a-z][a-z0-9-_.]*");
    private static final Set<String> NETWORKS = Set.of("default", "none", "host");
    private static final Set<String> MOUNTS = Set.of("bind", "cache", "tmpfs", "secret", "ssh");

    /** May stand without an argument. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("CMD", "ENTRYPOINT", "RUN");

    private final Instruction instruction;
    private final Origin where;
    private final Problems problems;

    private ArgumentCheck(Instruction instruction, Origin where, Problems problems) {
        this.instruction = instruction;
        this.where = where;
        this.problems = problems;
    }

    static void check(Instruction instruction, Origin where, Problems problems) {
        new ArgumentCheck(instruction, where, problems).run();
    }

    private void run() {
        if (instruction.arguments().isEmpty() && !MAY_BE_EMPTY.contains(instruction.keyword())) {
            problem("needs an argument");
            return;
        }
        switch (instruction.keyword()) {
            case "FROM" -> from();
            case "COPY", "ADD" -> copy();
            case "ENV", "LABEL" -> pairs();
            case "ARG" -> argument();
            case "SHELL" -> {
                if (!instruction.json()) {
                    problem("takes a JSON list");
                }
            }
            case "HEALTHCHECK" -> healthCheck();
            case "VOLUME" -> {
                if (instruction.arguments().stream().anyMatch(it -> GoText.trim(it).isEmpty())) {
                    problem("takes no empty path");
                }
            }
            case "RUN" -> run(instruction);
            default -> {}
        }
    }

    private void from() {
        List<String> arguments = instruction.arguments();
        if (arguments.size() != 1
                && !(arguments.size() == 3 && arguments.get(1).equalsIgnoreCase("as"))) {
            problem("takes an image, or an image, `AS` and a name");
        } else if (arguments.size() == 3
                && !STAGE_NAME.matcher(arguments.get(2).toLowerCase(Locale.ROOT)).matches()) {
            problem("can't call a stage `" + arguments.get(2)
                    + "`: a name begins with a letter; letters, digits and `-_.` follow");
        }
    }

    private void copy() {
        if (instruction.arguments().size() < 2) {
            problem("needs a source and a destination");
        }
        instruction
                .flag("from")
                .filter(ArgumentCheck::hasVariable)
                .ifPresent(name -> problem("takes no variable in `--from=" + name
                        + "`: name a stage whose `FROM` has the variable"));
    }

    private void pairs() {
        List<String> words = instruction.arguments();
        if (!words.get(0).contains("=")) {
            if (instruction.rest().split("\\s+", 2).length < 2) {
                problem("needs a value: `" + words.get(0) + "=...`");
            }
            return;
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                problem(equals < 0 ? "has a word without `=`" : "has a value without a name");
            }
        }
    }

    private void argument() {
        if (instruction.arguments().stream().anyMatch(it -> it.startsWith("="))) {
            problem("has a value without a name");
        }
    }

    private void healthCheck() {
        String[] words = instruction.rest().split("\\s+", 2);
        String type = words[0].toUpperCase(Locale.ROOT);
        boolean more = words.length > 1 && !words[1].isBlank();
        if (type.equals("NONE") ? more : !type.equals("CMD")) {
            problem("is followed by `CMD` and a command, or by `NONE`");
        } else if (type.equals("CMD") && !more) {
            problem("needs a command behind `CMD`");
        }
    }

    private void run(Instruction run) {
        run.flag("network")
                .filter(mode -> !NETWORKS.contains(mode))
                .ifPresent(mode -> problem("knows no network `" + mode + "`: `default`, `none` or `host`"));
        for (RunMount mount : run.mounts()) {
            if (!hasVariable(mount.type()) && !MOUNTS.contains(mount.type())) {
                problem("knows no mount of type `" + mount.type() + "`: `bind`, `cache`, `tmpfs`, `secret` or `ssh`");
            }
            mount.from()
                    .filter(ArgumentCheck::hasVariable)
                    .ifPresent(name -> problem("takes no variable in `--mount=from=" + name
                            + "`: name a stage whose `FROM` has the variable"));
        }
    }

    private static boolean hasVariable(String text) {
        int dollar = text.indexOf('$');
        return dollar >= 0 && dollar < text.length() - 1;
    }

    private void problem(String message) {
        problems.add("`" + instruction.keyword() + "` " + message, where);
    }
}
