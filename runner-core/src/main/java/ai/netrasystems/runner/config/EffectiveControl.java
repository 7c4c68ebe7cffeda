package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.ProviderOrder.Ignored;
import ai.netrasystems.runner.config.RunRequest.Control;
import ai.netrasystems.runner.config.RunnerConfig.ControlSettings;
import ai.netrasystems.runner.config.RunnerConfig.Order;
import ai.netrasystems.runner.config.RunnerConfig.RetrySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the options and settings about how tests are run mean together: an option wins over a file, and a file's
 * setting that would contradict another option gives way. Pure.
 *
 * @param workers workers side by side; empty where each module's build says
 * @param retries further attempts of a failed test; backoff and brake are the files'
 * @param repeat how often every test runs
 * @param randomOrder whether the order is random though no {@code --seed} says which
 * @param ignored settings of a file that gave way
 */
public record EffectiveControl(
        Optional<Integer> workers,
        int retries,
        RetrySettings retrySettings,
        Flaky flaky,
        int repeat,
        boolean randomOrder,
        List<Ignored> ignored) {
    private static final String DEBUG = "--debug";
    private static final String REPEAT = "--repeat";

    /** Copies the list. */
    public EffectiveControl {
        ignored = List.copyOf(ignored);
    }

    /** That of a run; the request has no conflict. */
    public static EffectiveControl of(RunRequest request, RunnerConfig config) {
        Control asked = request.control();
        ControlSettings files = config.control();
        List<Ignored> ignored = new ArrayList<>();
        return new EffectiveControl(
                workers(asked, files, ignored),
                retries(asked, files, ignored),
                files.retries(),
                asked.failures().flaky().orElse(files.flaky().value()),
                asked.course().repeat().orElse(1),
                asked.course().seed().isEmpty() && files.order().value() == Order.RANDOM,
                ignored);
    }

    /** A debugger is attached to one JVM. */
    private static Optional<Integer> workers(Control asked, ControlSettings files, List<Ignored> ignored) {
        if (asked.course().debug()) {
            files.workers()
                    .filter(setting -> setting.value() > 1)
                    .ifPresent(setting -> ignored.add(ignored(ConfigKeys.WORKERS, setting.value(), setting, DEBUG)));
            return Optional.of(1);
        }
        return asked.course().workers().or(() -> files.workers().map(Setting::value));
    }

    /** Who debugs, or repeats to find out how often a test fails, wants to see each failure. */
    private static int retries(Control asked, ControlSettings files, List<Ignored> ignored) {
        Optional<String> forbidden = asked.course().debug()
                ? Optional.of(DEBUG)
                : asked.course().repeat().map(times -> REPEAT);
        Setting<Integer> times = files.retries().times();
        if (forbidden.isEmpty()) {
            return asked.failures().retries().orElse(times.value());
        }
        if (times.value() > 0) {
            ignored.add(ignored(ConfigKeys.RETRIES, times.value(), times, forbidden.get()));
        }
        return 0;
    }

    private static Ignored ignored(String key, int value, Setting<Integer> setting, String option) {
        return new Ignored(key, String.valueOf(value), setting.origin(), option);
    }
}
