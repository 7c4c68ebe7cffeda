package ai.netrasystems.runner.doctor.fix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
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
    private final CompiledModules modules;
    private final List<IgnoreAddition> additions = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final IdentityHashMap<Sender, Map<PythonCaches, List<String>>> gone = new IdentityHashMap<>();

    IgnorePlan(List<Sender> senders, WriteTarget targets, CompiledModules modules) {
        this.modules = modules;
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
                .allMatch(
                        caches -> group.stream().allMatch(it -> gone(caches, it).isEmpty()))) {
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
            List<String> all =
                    Stream.concat(lines.stream(), Stream.of(caches.line())).toList();
            obstacle = obstacle.or(() -> group.stream()
                    .flatMap(it -> it.needs().against(all, caches::isMeantBy, gone(caches, it)).stream())
                    .findFirst());
            if (caches == PythonCaches.BYTECODE) {
                obstacle = obstacle.or(() -> group.stream()
                        .flatMap(it -> modules.against(it, gone(caches, it)).stream())
                        .findFirst());
            }
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
    private boolean isMissing(PythonCaches caches, Sender sender) {
        if (!gone(caches, sender).isEmpty()) {
            return true;
        }
        Stream<String> broughtBack = sender.context().ignore().inclusions().stream()
                .map(it -> it.text().substring(1).strip().replaceAll("^/+|/+$", ""));
        return sender.gains(
                caches.line(),
                Stream.concat(Stream.of(""), broughtBack)
                        .flatMap(caches::examples)
                        .toList());
    }

    private List<String> gone(PythonCaches caches, Sender sender) {
        return gone.computeIfAbsent(sender, any -> new EnumMap<>(PythonCaches.class))
                .computeIfAbsent(caches, any -> sender.without(caches.line()));
    }
}
