package ai.netrasystems.runner.config.rule;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a project sets the rules of {@code runner doctor}.
 *
 * @param rules severities for the whole project
 * @param paths severities below some paths; a later entry wins over an earlier one, and each over {@code rules}
 * @param largeFile bytes from which a file is large
 */
public record DoctorSettings(Map<Rule, Severity> rules, List<PathRules> paths, long largeFile) {
    /** Bytes from which a file is large, where nothing is set. */
    public static final long LARGE_FILE = 10L * 1024 * 1024;

    /** Copies the collections. */
    public DoctorSettings {
        rules = Map.copyOf(rules);
        paths = List.copyOf(paths);
    }

    /** Each rule as it is. */
    public static DoctorSettings standard() {
        return new DoctorSettings(Map.of(), List.of(), LARGE_FILE);
    }

    /**
     * How serious a finding is.
     *
     * @param file where it is, relative to the project's directory; empty where it is of no file, or of one outside
     */
    public Severity severity(Rule rule, Optional<Path> file) {
        Severity severity = rules.getOrDefault(rule, rule.severity());
        for (PathRules some : paths) {
            if (file.filter(some.glob()::matches).isPresent()) {
                severity = some.rules().getOrDefault(rule, severity);
            }
        }
        return severity;
    }

    /** Severities for files whose path matches. */
    public record PathRules(PathGlob glob, Map<Rule, Severity> rules) {
        /** Copies the map. */
        public PathRules {
            rules = Map.copyOf(rules);
        }
    }
}
