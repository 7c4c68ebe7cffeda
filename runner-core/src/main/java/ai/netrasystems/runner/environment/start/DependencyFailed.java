package ai.netrasystems.runner.environment.start;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.model.ServiceName;
import java.util.List;

/** Something that a service depends on failed; stage and place are those of the root's cause. */
public record DependencyFailed(ServiceName service, ServiceName root, Diagnosis cause) implements Diagnosis {
    @Override
    public String kind() {
        return "dependency-failed";
    }

    @Override
    public LiesIn liesIn() {
        return cause.liesIn();
    }

    @Override
    public Stage stage() {
        return cause.stage();
    }

    @Override
    public String place() {
        return cause.place();
    }

    @Override
    public String summary() {
        return "service " + service + " was not started, as it depends on " + root + " (" + cause.kind() + ")";
    }

    @Override
    public List<String> evidence() {
        return List.of(cause.summary());
    }

    @Override
    public String remedy() {
        return cause.remedy();
    }
}
