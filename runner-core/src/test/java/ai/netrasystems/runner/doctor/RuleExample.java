package ai.netrasystems.runner.doctor;

import ai.netrasystems.runner.config.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The example of a rule: a project that breaks it, and one that comes near and does not. Stands in
 * {@code doctor/<rule-id>.txt}; the docs show it, and {@link RuleExamplesTest} holds it to what doctor finds.
 *
 * @param text a sentence for the docs
 * @param trigger breaks the rule
 * @param near does not
 * @param expected where the finding is: {@code FILE:LINE}, {@code FILE}, or {@code machine}
 */
record RuleExample(String text, Part trigger, Part near, String expected) {
    private static final Pattern MARKER = Pattern.compile("-- (\\S+)(?: -> (\\S+))?(?: \\(([^)]*)\\))? --");
    private static final Pattern SIZE = Pattern.compile("([0-9]+) MiB");
    private static final String UNREADABLE = "unreadable";
    private static final String MACHINE = "machine";

    /** Sections in order, by what stands between the dashes. */
    record Part(Map<String, String> sections) {
        /** Lines {@code key: value} that replace facts of the machine. */
        Optional<String> machine() {
            return Optional.ofNullable(sections.get("-- " + MACHINE + " --"));
        }

        /** Whether it needs a user to whom something can be unreadable. */
        boolean hasUnreadable() {
            return sections.keySet().stream().anyMatch(marker -> marker.contains("(" + UNREADABLE + ")"));
        }

        /** Makes the files. */
        void writeTo(Path project) throws IOException {
            for (Map.Entry<String, String> section : sections.entrySet()) {
                Matcher marker = MARKER.matcher(section.getKey());
                if (!marker.matches()) {
                    throw new IllegalArgumentException("no marker: " + section.getKey());
                }
                if (!marker.group(1).equals(MACHINE)) {
                    write(project.resolve(marker.group(1)), marker, section.getValue());
                }
            }
        }

        private static void write(Path path, Matcher marker, String content) throws IOException {
            if (marker.group(1).endsWith("/")) {
                Files.createDirectories(path);
            } else {
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                if (marker.group(2) != null) {
                    Files.createSymbolicLink(path, Path.of(marker.group(2)));
                    return;
                }
                Files.writeString(path, content);
            }
            String how = Optional.ofNullable(marker.group(3)).orElse("");
            Matcher size = SIZE.matcher(how);
            if (size.matches()) {
                try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                    file.setLength(Long.parseLong(size.group(1)) << 20);
                }
            } else if (how.equals(UNREADABLE)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
            } else if (!how.isEmpty()) {
                throw new IllegalArgumentException("unknown: " + how);
            }
        }
    }

    static RuleExample of(Rule rule) {
        String name = "/doctor/" + rule.id() + ".txt";
        try (InputStream file = RuleExample.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new AssertionError("rule " + rule.id() + " has no example " + name);
            }
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    static RuleExample parse(String file) {
        int trigger = file.indexOf("== trigger\n");
        int near = file.indexOf("== near\n");
        if (trigger < 0 || near < trigger) {
            throw new AssertionError("an example has `== trigger`, then `== near`: " + file);
        }
        List<String> lines =
                new ArrayList<>(file.substring(trigger, near).lines().skip(1).toList());
        String last = lines.remove(lines.size() - 1);
        if (!last.startsWith("expect: ")) {
            throw new AssertionError("the trigger ends with `expect:`, not with " + last);
        }
        return new RuleExample(
                file.substring(0, trigger).strip(),
                part(lines),
                part(file.substring(near).lines().skip(1).toList()),
                last.substring("expect: ".length()));
    }

    private static Part part(List<String> lines) {
        Map<String, String> sections = new LinkedHashMap<>();
        String at = "";
        for (String line : lines) {
            if (MARKER.matcher(line).matches()) {
                at = line;
                sections.put(at, "");
            } else {
                sections.merge(at, line + "\n", String::concat);
            }
        }
        if (sections.containsKey("")) {
            throw new AssertionError("text before the first file: " + sections.get(""));
        }
        return new Part(sections);
    }
}
