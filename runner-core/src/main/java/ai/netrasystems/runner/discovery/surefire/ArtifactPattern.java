package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenArtifact;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code group[:name[:type[:classifier]][:version]]} with {@code *}, as Surefire selects artifacts by. */
final class ArtifactPattern {
    private static final int LONGEST = 5;

    private ArtifactPattern() {}

    static boolean matchesAny(List<String> patterns, MavenArtifact artifact) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, artifact));
    }

    private static boolean matches(String pattern, MavenArtifact artifact) {
        List<String> parts = List.of(pattern.strip().split(":", -1));
        List<String> whole = Stream.of(
                        artifact.group(), artifact.name(), artifact.type(), artifact.classifier(), artifact.version())
                .filter(part -> !part.isEmpty())
                .toList();
        if (parts.size() == LONGEST && whole.size() < LONGEST) {
            // Its fourth part is a classifier, and the artifact has none.
            return parts.get(3).equals("*")
                    && startsWith(whole, List.of(parts.get(0), parts.get(1), parts.get(2), parts.get(4)));
        }
        return startsWith(whole, parts)
                || (parts.size() < whole.size()
                        && parts.get(0).equals("*")
                        && startsWith(whole.subList(whole.size() - parts.size(), whole.size()), parts));
    }

    private static boolean startsWith(List<String> values, List<String> patterns) {
        boolean matches = patterns.size() <= values.size();
        for (int i = 0; matches && i < patterns.size(); i++) {
            matches = matches(values.get(i), patterns.get(i));
        }
        return matches;
    }

    private static boolean matches(String value, String pattern) {
        return pattern.isEmpty()
                || value.matches(
                        Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
