package ai.netrasystems.runner.doctor.source;

import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.event.Redactor;
import ai.netrasystems.runner.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values under names of secrets, wherever doctor's subject has them: variables fill paths and images in, and what a
 * finding quotes must not give them away. For one thread.
 */
public final class SpelledSecrets {
    private static final Pattern LINE =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*[=:]\\s*[\"']?(.*?)[\"']?\\s*");
    private static final long MOST_BYTES = 1 << 20;

    private final Redactor.Register register = new Redactor.Register();
    private final Set<String> names;

    /** @param names of services: who calls a password like its service gives nothing away that is not said anyway */
    public SpelledSecrets(Collection<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Takes those of variables. */
    public SpelledSecrets and(Map<String, String> variables) {
        variables.forEach(this::take);
        return this;
    }

    /** Takes those of a file of variables; one that can't be read has none. */
    public SpelledSecrets and(Path envFile) {
        try {
            if (Files.isRegularFile(envFile) && Files.size(envFile) <= MOST_BYTES) {
                for (String line : Files.readAllLines(envFile, StandardCharsets.ISO_8859_1)) {
                    Matcher assignment = LINE.matcher(line.strip());
                    if (assignment.matches()) {
                        take(assignment.group(1), assignment.group(2));
                    }
                }
            }
        } catch (IOException unreadable) {
            // Then nothing of it is quoted either.
            return this;
        }
        return this;
    }

    /** Takes those of builds: their arguments, and what Dockerfiles write themselves. */
    public SpelledSecrets and(List<BuildSource> builds) {
        for (BuildSource build : builds) {
            and(build.build().arguments());
            build.dockerfile().stream()
                    .flatMap(dockerfile -> dockerfile.instructions().stream())
                    .filter(instruction -> instruction.is("ARG") || instruction.is("ENV"))
                    .flatMap(instruction -> instruction.assignments().stream())
                    .forEach(it -> it.literal().ifPresent(value -> take(it.name(), value)));
        }
        return this;
    }

    private void take(String name, String value) {
        Secret secret = new Secret(value);
        if (SecretNames.has(name) && !secret.isTooShort() && !names.contains(value)) {
            register.add(secret);
        }
    }

    /** The finding without them. */
    public Finding redact(Finding finding) {
        Redactor redactor = register.redactor();
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.where(),
                redactor.redact(finding.why()),
                redactor.redact(finding.fix()));
    }
}
