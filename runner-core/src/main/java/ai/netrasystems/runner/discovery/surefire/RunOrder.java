package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.plan.CandidateClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** The order in which Surefire runs classes ({@code DefaultRunOrderCalculator}); the first of several counts there. */
final class RunOrder {
    private static final Comparator<CandidateClass> BY_NAME = Comparator.comparing(CandidateClass::className);

    private final String name;
    private final long seed;
    private final int hour;

    private RunOrder(String name, long seed, int hour) {
        this.name = name;
        this.seed = seed;
        this.hour = hour;
    }

    /**
     * The order that the parameters ask for.
     *
     * @param otherwise the seed where none is given
     * @param hour of the day, for {@code hourly}
     */
    static RunOrder of(Parameters parameters, long otherwise, int hour) {
        String name = parameters.list("runOrder").stream()
                .findFirst()
                .orElse("filesystem")
                .toLowerCase(Locale.ROOT);
        long seed = parameters.text("runOrderRandomSeed").map(Long::parseLong).orElse(otherwise);
        return new RunOrder(name, seed, hour);
    }

    /** The order's name where it cannot be had here: it would need Surefire's own records of earlier runs. */
    Optional<String> refused() {
        return switch (name) {
            case "filesystem", "alphabetical", "reversealphabetical", "random", "hourly" -> Optional.empty();
            default -> Optional.of(name);
        };
    }

    /** How to have the same order again; empty where it is the same anyway. */
    Optional<String> seed() {
        return name.equals("random") ? Optional.of(String.valueOf(seed)) : Optional.empty();
    }

    /** {@code classes} come in the order of the file system. */
    List<CandidateClass> order(List<CandidateClass> classes) {
        List<CandidateClass> ordered = new ArrayList<>(classes);
        switch (name) {
            case "alphabetical" -> ordered.sort(BY_NAME);
            case "reversealphabetical" -> ordered.sort(BY_NAME.reversed());
            case "hourly" -> ordered.sort(hour % 2 == 0 ? BY_NAME : BY_NAME.reversed());
            case "random" -> Collections.shuffle(ordered, new Random(seed));
            default -> {}
        }
        return ordered;
    }
}
