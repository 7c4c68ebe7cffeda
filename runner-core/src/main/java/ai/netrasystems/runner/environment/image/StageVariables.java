package ai.netrasystems.runner.environment.image;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What variables hold while a Dockerfile is built. ENV wins over ARG; an ARG of a stage takes the given value, else its own
 * default, else that of the ARG before the first FROM (Dockerfile reference, "ARG" and "Understand how ARG and FROM interact").
 */
final class StageVariables {
    /** May be given without an ARG (Dockerfile reference, "Predefined ARGs"). */
    private static final Set<String> PREDEFINED = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    private final Dockerfile dockerfile;
    private final Map<String, String> given;

    StageVariables(Dockerfile dockerfile, Map<String, String> given) {
        this.dockerfile = dockerfile;
        this.given = given;
    }

    /** The ARGs before the first FROM: what a FROM may use. */
    Map<String, String> global() {
        Map<String, String> values = predefined();
        for (Instruction instruction : dockerfile.globalArguments()) {
            argument(instruction, values, Map.of(), new HashSet<>());
        }
        return values;
    }

    private Map<String, String> predefined() {
        Map<String, String> values = new HashMap<>();
        given.forEach((name, value) -> {
            if (PREDEFINED.contains(name)) {
                values.put(name, value);
            }
        });
        return values;
    }

    /** The variables of one stage, instruction by instruction. For one thread. */
    final class Scope {
        private final Map<String, String> arguments = predefined();
        private final Map<String, String> environment = new HashMap<>();
        private final Set<String> doubtful = new HashSet<>();
        private final Map<String, String> global;
        private final boolean environmentKnown;

        /**
         * A new stage.
         *
         * @param parent the environment that it inherits
         * @param environmentKnown whether that is all: an image's own environment can't be seen from here
         */
        Scope(Map<String, String> parent, boolean environmentKnown, Map<String, String> global) {
            this.environment.putAll(parent);
            this.environmentKnown = environmentKnown;
            this.global = global;
        }

        Map<String, String> environment() {
            return environment;
        }

        boolean environmentKnown() {
            return environmentKnown;
        }

        void pass(Instruction instruction) {
            if (instruction.is("ARG")) {
                argument(instruction, arguments, global, doubtful);
            } else if (instruction.is("ENV")) {
                set(instruction);
            }
        }

        /** The word, and whether its value is sure: every variable in it is set by this file or given. */
        Word word(String text) {
            try {
                Map<String, String> all = new HashMap<>(arguments);
                all.putAll(environment);
                ShellWords.Expanded expanded = ShellWords.expand(text, dockerfile.escape(), all);
                boolean sure = expanded.unset().isEmpty() || environmentKnown;
                // An image's environment wins over an ARG of the same name, and is not known here; that stays a chance
                // of names.
                return new Word(expanded.text(), sure && doubtful.stream().noneMatch(name -> text.contains(name)));
            } catch (ShellWords.Unreadable e) {
                return new Word(text, false);
            }
        }

        private void set(Instruction instruction) {
            List<String> words = instruction.arguments();
            Map<String, String> changed = new HashMap<>();
            if (!words.get(0).contains("=")) {
                String[] parts = instruction.rest().split("\\s+", 2);
                put(parts[0], parts.length == 2 ? parts[1] : "", changed);
            } else {
                for (String word : words) {
                    int equals = word.indexOf('=');
                    if (equals > 0) {
                        put(word.substring(0, equals), word.substring(equals + 1), changed);
                    }
                }
            }
            environment.putAll(changed);
        }

        private void put(String name, String text, Map<String, String> changed) {
            Word word = word(text);
            changed.put(name, word.text());
            if (word.sure()) {
                doubtful.remove(name);
            } else {
                doubtful.add(name);
            }
        }
    }

    /** A word with its variables replaced; {@code sure} where none of them may come from a base image. */
    record Word(String text, boolean sure) {}

    private void argument(
            Instruction instruction, Map<String, String> values, Map<String, String> global, Set<String> doubtful) {
        for (String word : instruction.arguments()) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (given.containsKey(name)) {
                values.put(name, given.getOrDefault(name, ""));
            } else if (equals >= 0) {
                try {
                    values.put(
                            name,
                            ShellWords.expand(word.substring(equals + 1), dockerfile.escape(), values)
                                    .text());
                } catch (ShellWords.Unreadable e) {
                    doubtful.add(name);
                }
            } else if (global.containsKey(name)) {
                values.put(name, global.getOrDefault(name, ""));
            }
        }
    }
}
