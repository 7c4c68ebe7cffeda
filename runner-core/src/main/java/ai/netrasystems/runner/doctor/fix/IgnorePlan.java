package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.fix.SentCaches.Sender;
import ai.netrasystems.runner.environment.image.ContextEntry;
import ai.netrasystems.runner.environment.image.DockerIgnore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides which lines go to which ignore file. A context that sends some of Python's caches gets the lines for all of them,
 * as far as they change anything: the next run of Python writes the others. Used once.
 */
final class IgnorePlan {
    private final List<IgnoreAddition> additions = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();

    IgnorePlan(List<Sender> senders, WriteTarget targets) {
        Map<Path, List<Sender>> byFile = new LinkedHashMap<>();
        for (Sender sender : senders) {
            Path file = sender.survey().ignoreFile();
            byFile.computeIfAbsent(targets.of(file).orElse(file), any -> new ArrayList<>())
                    .add(sender);
        }
        byFile.forEach((target, group) -> plan(group, targets));
    }

    List<IgnoreAddition> additions() {
        return List.copyOf(additions);
    }

    List<Proposal> proposals() {
        return List.copyOf(proposals);
    }

    private void plan(List<Sender> group, WriteTarget targets) {
        if (Stream.of(PythonCaches.values())
                .allMatch(caches -> group.stream().allMatch(it -> gone(caches, it).isEmpty()))) {
            return;
        }
        Path file = group.get(0).survey().ignoreFile();
        Optional<Path> target = targets.of(file);
        List<String> lines = new ArrayList<>();
        for (PythonCaches caches : PythonCaches.values()) {
            if (group.stream().noneMatch(it -> isMissing(caches, it))) {
                continue;
            }
            Optional<String> obstacle = target.isEmpty() ? Optional.of(WriteTarget.OUTSIDE) : Optional.empty();
            List<String> all = Stream.concat(lines.stream(), Stream.of(caches.line())).toList();
            obstacle = obstacle.or(() -> group.stream()
                    .flatMap(it -> it.needs().against(all, caches::isMeantBy, gone(caches, it)).stream())
                    .findFirst());
            obstacle.ifPresentOrElse(
                    why -> proposals.add(new Proposal(file, 0, caches.line(), why)), () -> lines.add(caches.line()));
        }
        if (lines.isEmpty() || target.isEmpty()) {
            return;
        }
        try {
            additions.add(new IgnoreAddition(file, target.get(), lines, IgnoreText.digest(target.get())));
        } catch (IOException unreadable) {
            lines.forEach(line -> proposals.add(new Proposal(file, 0, line, "the file can't be read")));
        }
    }

    /** Whether the line would leave something out that is there, or that may come. */
    private static boolean isMissing(PythonCaches caches, Sender sender) {
        DockerIgnore ignore = sender.context().ignore();
        Stream<String> broughtBack = ignore.inclusions().stream()
                .map(it -> it.text().substring(1).strip().replaceAll("^/+|/+$", ""));
        return !gone(caches, sender).isEmpty()
                || Stream.concat(Stream.of(""), broughtBack)
                        .flatMap(caches::examples)
                        .anyMatch(example -> !ignore.excludes(example));
    }

    /** What the line leaves out of what is sent; what the CLI sends whatever is written stays. */
    private static List<String> gone(PythonCaches caches, Sender sender) {
        return sender.context().entries().stream()
                .map(ContextEntry::path)
                .filter(caches::takes)
                .filter(path -> !path.equals(sender.context().dockerfileName()))
                .toList();
    }
}
