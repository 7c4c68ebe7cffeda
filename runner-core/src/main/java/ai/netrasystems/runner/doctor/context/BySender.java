package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.image.ContextSender;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects findings, and whose context they are about: one that holds for all that were asked is said as it is. */
final class BySender {
    private final Map<Finding, Set<ContextSender>> found = new LinkedHashMap<>();
    private final Map<Finding, Set<ContextSender>> asked = new LinkedHashMap<>();

    /** Found with one sender, where those were asked. */
    void add(Finding finding, ContextSender sender, Set<ContextSender> senders) {
        found.computeIfAbsent(finding, it -> EnumSet.noneOf(ContextSender.class))
                .add(sender);
        asked.computeIfAbsent(finding, it -> EnumSet.noneOf(ContextSender.class))
                .addAll(senders);
    }

    List<Finding> list() {
        return found.keySet().stream().map(this::said).toList();
    }

    private Finding said(Finding finding) {
        Set<ContextSender> senders = found.getOrDefault(finding, Set.of());
        if (senders.equals(asked.get(finding))) {
            return finding;
        }
        String who = senders.stream().map(BySender::called).collect(Collectors.joining(" and "));
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.where(),
                finding.why() + ", with " + who,
                finding.fix());
    }

    private static String called(ContextSender sender) {
        return switch (sender) {
            case CLASSIC -> "the classic builder, which the runner uses here";
            case BUILDKIT -> "BuildKit, which `docker build` uses";
        };
    }
}
