package ai.netrasystems.runner.discovery.maven;

import java.util.Map;
import java.util.TreeMap;

/** The environment variables that a build inherits from the runner. */
final class BuildEnvironment {
    private BuildEnvironment() {}

    /**
     * Without what Maven's own scripts set for themselves (the runner may itself be started under Maven, whose base
     * directory would then win over ours), and without the tests' secrets, which no compiler needs.
     */
    static Map<String, String> clean(Map<String, String> inherited) {
        Map<String, String> kept = new TreeMap<>(inherited);
        kept.keySet().removeIf(BuildEnvironment::isNotForTheBuild);
        return Map.copyOf(kept);
    }

    private static boolean isNotForTheBuild(String name) {
        return name.equals("MAVEN_PROJECTBASEDIR")
                || name.equals("MAVEN_BASEDIR")
                || name.equals("MAVEN_CMD_LINE_ARGS")
                || name.startsWith("E2E_");
    }
}
