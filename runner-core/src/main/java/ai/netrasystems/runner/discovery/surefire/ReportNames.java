package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.Parameters;
import ai.netrasystems.runner.plan.SurefireNames.Phrased;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Names that {@code statelessTestsetReporter} asks for. Names of suites and of files are not among them. */
final class ReportNames {
    private static final String REPORTER = "statelessTestsetReporter";

    private ReportNames() {}

    static Set<Phrased> phrased(Parameters parameters) {
        Set<Phrased> phrased = EnumSet.noneOf(Phrased.class);
        if (isSet(parameters, "usePhrasedTestCaseClassName")) {
            phrased.add(Phrased.CLASSES);
        }
        if (isSet(parameters, "usePhrasedTestCaseMethodName")) {
            phrased.add(Phrased.METHODS);
        }
        return phrased;
    }

    private static boolean isSet(Parameters parameters, String name) {
        return parameters.leaves().stream()
                .filter(leaf -> leaf.path().equals(List.of(REPORTER, name)))
                .anyMatch(leaf -> Boolean.parseBoolean(leaf.value().strip()));
    }
}
