package ai.netrasystems.runner.environment;

import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.List;

/**
 * A service that is none of the tree's own ended under the tests, and not in peace. One with a {@code build:} is what is
 * tested: its end is no loss.
 *
 * @param exitCode not 0
 */
public record ServiceLost(ServiceName service, long exitCode, Path log) implements Diagnosis {
    @Override
    public String kind() {
        return "service-lost";
    }

    @Override
    public LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    public String summary() {
        return "service " + service + " ended under the tests with code " + exitCode;
    }

    @Override
    public List<String> evidence() {
        return List.of();
    }

    @Override
    public String remedy() {
        return "read its log: " + log;
    }
}
