package ai.netrasystems.runner.cli.console;

/** Where a run's reports are. */
@FunctionalInterface
public interface ReportsPlace {
    /** The folder, as the person would write it; {@code project} is the project's directory as the run names it. */
    String of(String run, String project);
}
