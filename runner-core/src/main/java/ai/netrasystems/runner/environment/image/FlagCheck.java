package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Origin;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which flags instructions take, BuildKit's included; its own list is {@code instructions/parse.go}. */
final class FlagCheck {
    private static final Map<String, Set<String>> FLAGS = Map.ofEntries(
            Map.entry("ADD", Set.of("chown", "chmod", "link", "keep-git-dir", "checksum", "unpack", "exclude")),
            Map.entry("COPY", Set.of("from", "chown", "chmod", "link", "parents", "exclude")),
            Map.entry("FROM", Set.of("platform")),
            Map.entry("HEALTHCHECK", Set.of("interval", "timeout", "start-period", "start-interval", "retries")),
            Map.entry("RUN", Set.of("mount", "network", "security", "device")));

    /** True where they are given, unless {@code =false} follows. */
    private static final Set<String> SWITCHES = Set.of("link", "keep-git-dir", "unpack", "parents");

    private static final Set<String> REPEATED = Set.of("exclude", "mount", "device");

    private FlagCheck() {}

    static void check(Instruction instruction, Origin where, Problems problems) {
        Set<String> known = FLAGS.getOrDefault(instruction.keyword(), Set.of());
        Set<String> seen = new HashSet<>();
        for (String flag : instruction.flags()) {
            int equals = flag.indexOf('=');
            String name = flag.substring(2, equals < 0 ? flag.length() : equals);
            String what = "`" + instruction.keyword() + " --" + name + "`";
            if (!known.contains(name)) {
                String unknown = "`" + instruction.keyword() + "` knows no flag `--" + name + "`";
                DidYouMean.closest(name, known)
                        .ifPresentOrElse(
                                near -> problems.add(unknown, where, "did you mean `--" + near + "`?"),
                                () -> problems.add(unknown, where));
            } else if (!seen.add(name) && !REPEATED.contains(name)) {
                problems.add(what + " is given twice", where);
            } else if (SWITCHES.contains(name)) {
                String value = flag.substring(equals + 1).toLowerCase(Locale.ROOT);
                if (equals >= 0 && !value.equals("true") && !value.equals("false")) {
                    problems.add(what + " is `true` or `false`", where);
                }
            } else if (equals < 0) {
                problems.add(what + " needs a value: `--" + name + "=...`", where);
            }
        }
    }
}
