package ai.netrasystems.runner.staging;

/**
 * Who is asking: the run and the test that a request comes from.
 *
 * @param runId the run's id, {@link #OUTSIDE_RUNNER} where there is none
 * @param testId the test's stable id
 */
public record TestIdentity(String runId, TestId testId) {
    /** The run id in an IDE or under Surefire, so that requests always carry one and a log tells which they were. */
    public static final String OUTSIDE_RUNNER = "outside-runner";

    /** The run's id: {@code RUNNER_RUN_ID}, else {@link #OUTSIDE_RUNNER}. */
    public static String runId(EnvironmentVariables variables) {
        return variables.find("RUNNER_RUN_ID").orElse(OUTSIDE_RUNNER);
    }

    /** Whether the runner started this process; it sets {@code RUNNER_RUN_ID} in every worker. */
    public static boolean underRunner(EnvironmentVariables variables) {
        return variables.find("RUNNER_RUN_ID").isPresent();
    }

    /** The module, with its execution where that is not the default one: {@code RUNNER_MODULE}, else {@code .}. */
    public static String module(EnvironmentVariables variables) {
        return variables.find("RUNNER_MODULE").orElse(".");
    }
}
