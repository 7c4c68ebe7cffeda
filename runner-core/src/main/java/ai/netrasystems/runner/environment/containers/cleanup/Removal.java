package ai.netrasystems.runner.environment.containers.cleanup;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One removal that may meet another of the same thing. */
final class Removal {
    /** Until something that another sweep removes, or that is still in use by something going, is gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Under way, or in use; for a network that still has containers the engine says 403. */
    private static final Set<Integer> PASSING = Set.of(403, 409);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Removal() {}

    /**
     * Tries until it is done or gone, within a limit.
     *
     * @param remove throws 404 where it is gone, 403 or 409 where that is under way or something still uses it
     * @param gone asked after a refusal
     * @return empty where it is gone, else why not
     */
    static String until(Runnable remove, BooleanSupplier gone) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                remove.run();
                return "";
            } catch (NotFoundException already) {
                return "";
            } catch (DockerException refused) {
                if (gone.getAsBoolean()) {
                    return "";
                }
                boolean passes = PASSING.contains(refused.getHttpStatus());
                if (!passes || System.nanoTime() >= end || !pause()) {
                    return reason(refused);
                }
            } catch (RuntimeException refused) {
                return reason(refused);
            }
        }
    }

    private static String reason(RuntimeException why) {
        return String.valueOf(why.getMessage()).strip();
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
