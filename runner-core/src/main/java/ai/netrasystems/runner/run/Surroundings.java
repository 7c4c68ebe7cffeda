package ai.netrasystems.runner.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is called in; nothing else of the process is looked at.
 *
 * @param workingDirectory absolute
 * @param home the person's home directory
 * @param environment environment variables of this process
 * @param localRepository {@code maven.repo.local} of this JVM, if set
 */
public record Surroundings(
        Path workingDirectory,
        Path home,
        Map<String, String> environment,
        Optional<Path> localRepository,
        Installation installation,
        Clock clock) {
    /** Copies the map. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** The day, where the person is. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), clock.getZone());
    }

    /** Whether this is a CI job, by the variable that every CI sets. */
    boolean inCi() {
        String value = environment.getOrDefault("CI", "");
        return !value.isEmpty() && !value.equals("false");
    }
}
