package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.environment.compose.ComposeSurvey;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Ports of the host that two containers of a file would take. */
final class PortClashes {
    private static final Set<String> ALL_ADDRESSES = Set.of("", "0.0.0.0", "::", "[::]");

    private PortClashes() {}

    /** One finding for each that comes too late, at its line. */
    static List<Finding> of(ComposeSurvey survey) {
        List<Finding> findings = new ArrayList<>();
        List<Published> ports = survey.ports();
        for (int later = 1; later < ports.size(); later++) {
            Published second = ports.get(later);
            ports.subList(0, later).stream()
                    .filter(first -> survey.startTogether(first.service(), second.service()))
                    .filter(first -> clash(first, second))
                    .findFirst()
                    .ifPresent(first -> findings.add(finding(first, second)));
        }
        return findings;
    }

    /** Symmetric. One service that says the same twice says it once. */
    static boolean clash(Published one, Published other) {
        boolean same = one.service().equals(other.service())
                && one.container() - one.first() == other.container() - other.first();
        return !same
                && one.protocol().equals(other.protocol())
                && (ALL_ADDRESSES.contains(one.hostIp())
                        || ALL_ADDRESSES.contains(other.hostIp())
                        || one.hostIp().equals(other.hostIp()))
                && one.first() <= other.last()
                && other.first() <= one.last();
    }

    private static Finding finding(Published first, Published second) {
        boolean one = first.service().equals(second.service());
        String where = first.origin().file().equals(second.origin().file())
                ? "line " + first.origin().line()
                : first.origin().toString();
        return Finding.of(
                Rule.COMPOSE_PORT_CLASH,
                second.origin(),
                one
                        ? "service `" + second.service() + "` publishes `" + second.text() + "` twice, in " + where
                                + " as `" + first.text() + "`"
                        : "service `" + second.service() + "` publishes `" + second.text() + "`, which service `"
                                + first.service() + "` has already by " + where + " (`" + first.text() + "`)",
                "publish one of them at another port of the host, or give both `profiles` that never start together");
    }
}
