package ai.netrasystems.runner.environment.containers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildFailed;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildTimeout;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.NeedsBuildKit;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AdvisedDiagnosisTest {
    private static final ServiceName WEB = new ServiceName("web");
    private static final Path DOCKERFILE = Path.of("/p/Dockerfile");
    private static final Path LOG = Path.of("/p/log");

    private final List<String> asked = new ArrayList<>();

    private List<String> rules(String cause) {
        asked.add(cause);
        return List.of("advice");
    }

    @Test
    void a_build_that_failed_by_its_tree_is_advised_on_and_stays_the_same_in_all_else() {
        BuildFailed failed = failed(false);
        ContainersDiagnosis advised = failed.advised(this::rules);

        assertThat(asked).containsExactly("the cause");
        assertThat(failed.advice()).isEmpty();
        assertThat(advised.advice()).containsExactly("advice");
        assertThat(advised.text().advice()).containsExactly("advice");
        assertThat(advised.summary()).isEqualTo(failed.summary());
        assertThat(advised.evidence()).isEqualTo(failed.evidence());
        assertThat(advised.remedy()).isEqualTo(failed.remedy());
        assertThat(advised.place()).isEqualTo(failed.place());
    }

    @Test
    void one_that_took_too_long_is_advised_on_without_a_known_cause() {
        BuildTimeout timeout = new BuildTimeout(WEB, DOCKERFILE, Duration.ofSeconds(9), List.of("slow"), LOG);

        assertThat(timeout.advised(this::rules).text().advice()).containsExactly("advice");
        assertThat(timeout.advised(this::rules).summary()).isEqualTo(timeout.summary());
        assertThat(asked).containsOnly("");
    }

    @Test
    void what_the_engine_could_not_do_is_no_business_of_rules() {
        assertThat(failed(true).advised(this::rules).advice()).isEmpty();
        assertThat(new NeedsBuildKit(WEB, DOCKERFILE, List.of("line 2: RUN --mount"), List.of())
                        .advised(this::rules)
                        .advice())
                .isEmpty();
        assertThat(asked).isEmpty();
    }

    private static BuildFailed failed(boolean byEngine) {
        return new BuildFailed(WEB, DOCKERFILE, 3, "COPY a /", "the cause", byEngine, List.of("seen"), LOG);
    }
}
