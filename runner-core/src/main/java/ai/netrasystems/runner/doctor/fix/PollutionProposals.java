package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.doctor.context.Pollution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lines for what else contexts send and rarely mean to: only a person knows whether an image needs it. */
final class PollutionProposals {
    private PollutionProposals() {}

    static List<Proposal> of(List<Sender> senders) {
        Set<Proposal> proposals = new LinkedHashSet<>();
        for (Sender sender : senders) {
            for (Pollution pollution : sender.survey().pollution()) {
                if (pollution.kind().rule() == Rule.CONTEXT_PYTHON_CACHE) {
                    continue;
                }
                Function<String, String> line = line(pollution);
                for (String path : pollution.paths()) {
                    String wide = line.apply(path);
                    String narrow = literal(path);
                    if (isFree(sender, wide, pattern -> pattern.contains(name(path)))) {
                        proposals.add(proposal(sender, wide, pollution));
                    } else if (isFree(sender, narrow, pattern -> isIn(pattern, path))) {
                        proposals.add(proposal(sender, narrow, pollution));
                    }
                }
            }
        }
        return List.copyOf(proposals);
    }

    private static Function<String, String> line(Pollution pollution) {
        return switch (pollution.kind()) {
            case NODE_MODULES, GIT, RUNNER_FILES -> path -> "**/" + name(path);
            // Many things are called `build`.
            case BUILD_OUTPUT -> path -> name(path).equals("target") ? "**/target" : literal(path);
            case LARGE_FILE, PYTHON_BYTECODE, PYTHON_CACHE_FOLDER, PYTEST_CACHE -> PollutionProposals::literal;
        };
    }

    private static boolean isFree(Sender sender, String line, Predicate<String> names) {
        return sender.needs()
                .against(List.of(line), names, sender.without(line))
                .isEmpty();
    }

    private static boolean isIn(String pattern, String path) {
        String plain = pattern.replaceFirst("^(\\.?/)+", "");
        return plain.equals(path) || plain.startsWith(path + "/");
    }

    private static Proposal proposal(Sender sender, String line, Pollution pollution) {
        String what = pollution.kind().label() + ", " + pollution.files()
                + (pollution.files() == 1 ? " file, " : " files, ") + ByteSizeText.shown(pollution.bytes());
        return new Proposal(
                sender.survey().ignoreFile(), 0, line, what + ": whether an image needs it only a person knows");
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** A line that means this path alone. */
    private static String literal(String path) {
        String escaped = path.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
        return escaped.startsWith("!") || escaped.startsWith("#") ? "\\" + escaped : escaped;
    }
}
