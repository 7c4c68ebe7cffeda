package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.environment.compose.Template.Part;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ServiceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads placeholders. Braces that hold no lower-case word, as in JSON, stand for themselves. */
final class TemplateReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z][a-z_-]*)((?::[^{}:]*)*)}");
    private static final List<String> KNOWN = List.of("{host}", "{host:SERVICE}", "{port:N}", "{port:SERVICE:N}");

    private final ServiceName owner;
    private final Set<String> services;
    private final Problems problems;

    /** Reads texts of one service; {@code services} are all names of the file. */
    TemplateReader(ServiceName owner, Set<String> services, Problems problems) {
        this.owner = owner;
        this.services = services;
        this.problems = problems;
    }

    Template read(YamlScalar scalar) {
        return read(scalar.text(), scalar.origin());
    }

    Template read(String text, Origin origin) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int at = 0;
        while (matcher.find()) {
            if (matcher.start() > at) {
                parts.add(new Part.Literal(text.substring(at, matcher.start())));
            }
            part(matcher, origin).ifPresent(parts::add);
            at = matcher.end();
        }
        if (at < text.length()) {
            parts.add(new Part.Literal(text.substring(at)));
        }
        return new Template(text, parts, origin);
    }

    private Optional<Part> part(Matcher matcher, Origin origin) {
        String arguments = matcher.group(2);
        List<String> given =
                arguments.isEmpty() ? List.of() : List.of(arguments.substring(1).split(":", -1));
        String word = matcher.group(1);
        if (word.equals("host") && given.isEmpty()) {
            return Optional.of(new Part.Host(owner));
        }
        if (word.equals("host") && given.size() == 1) {
            return service(given.get(0), matcher.group(), origin).map(Part.Host::new);
        }
        if (word.equals("port") && given.size() == 1) {
            return number(given.get(0), matcher.group(), origin).map(number -> new Part.Port(owner, number));
        }
        if (word.equals("port") && given.size() == 2) {
            return service(given.get(0), matcher.group(), origin)
                    .flatMap(service -> number(given.get(1), matcher.group(), origin)
                            .map(number -> new Part.Port(service, number)));
        }
        problems.add(
                "unknown placeholder `" + matcher.group() + "`",
                origin,
                DidYouMean.hint("{" + word + "}", KNOWN).orElse(""));
        return Optional.empty();
    }

    private Optional<ServiceName> service(String name, String placeholder, Origin origin) {
        if (services.contains(name)) {
            return Optional.of(new ServiceName(name));
        }
        problems.add(
                "`" + placeholder + "` names no service of this file",
                origin,
                DidYouMean.hint(name, new TreeSet<>(services)).orElse(""));
        return Optional.empty();
    }

    private Optional<Integer> number(String text, String placeholder, Origin origin) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= 65_535) {
                return Optional.of(number);
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        problems.add("`" + placeholder + "` names no port (1 to 65535)", origin);
        return Optional.empty();
    }
}
