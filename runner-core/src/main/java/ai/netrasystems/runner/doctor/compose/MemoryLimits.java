package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.compose.ComposeSurvey;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** Limits that promise more memory than there is. */
final class MemoryLimits {
    private static final String FIX = "lower the limits, or give the machine more memory";

    private MemoryLimits() {}

    /**
     * A finding for each service that may take more than there is; else one, at the largest, where all that start by
     * themselves may together.
     */
    static List<Finding> exceeding(ComposeSurvey survey, long machine) {
        List<ComposeService> limited = survey.file().stream()
                .flatMap(file -> file.services().values().stream())
                .filter(service -> limit(service).isPresent())
                .toList();
        List<Finding> alone = limited.stream()
                .filter(service -> bytes(service) > machine)
                .map(service -> Finding.of(
                        Rule.COMPOSE_MEMORY,
                        service.origin(),
                        "service `" + service.name() + "` may take " + ByteSizeText.shown(bytes(service))
                                + ", and the machine has " + ByteSizeText.shown(machine),
                        FIX))
                .toList();
        return alone.isEmpty() ? together(survey, limited, machine) : alone;
    }

    private static List<Finding> together(ComposeSurvey survey, List<ComposeService> limited, long machine) {
        List<ComposeService> started = limited.stream()
                .filter(service -> !survey.profiles().containsKey(service.name()))
                .toList();
        double sum = started.stream().mapToDouble(MemoryLimits::bytes).sum();
        return sum <= machine
                ? List.of()
                : started.stream()
                        .max(Comparator.comparingLong(MemoryLimits::bytes))
                        .map(largest -> Finding.of(
                                Rule.COMPOSE_MEMORY,
                                largest.origin(),
                                started.size() + " services may take " + ByteSizeText.shown((long) sum)
                                        + " together, `" + largest.name() + "` the most with "
                                        + ByteSizeText.shown(bytes(largest)) + ", and the machine has "
                                        + ByteSizeText.shown(machine),
                                FIX))
                        .stream()
                        .toList();
    }

    private static OptionalLong limit(ComposeService service) {
        return service.container().limits().memoryBytes();
    }

    private static long bytes(ComposeService service) {
        return limit(service).orElse(0);
    }
}
