package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.model.StopSignal.Reason;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Consumer;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into a request to stop; the second signal ends the process at once.
 *
 * <p>{@code sun.misc.Signal} is the one way to do so: a shutdown hook comes too late to finish a report and can choose
 * no exit code. It is reached by name because javac warns about the class in a way that no annotation silences, and
 * through a lambda because a {@code java.lang.reflect.Proxy} costs 12 ms more at every start.
 */
final class StopSignals {
    private static final int INTERRUPTED_EXIT = 130;
    private static final int TERMINATED_EXIT = 143;

    private final StopSignal stop;
    private final Consumer<String> notice;

    private StopSignals(StopSignal stop, Consumer<String> notice) {
        this.stop = stop;
        this.notice = notice;
    }

    /**
     * Watches the signals for the rest of the process. A signal that this system or JVM ({@code -Xrs}) does not give
     * away keeps its usual effect.
     *
     * @param notice takes one line for the person; called on a thread of its own, after the stop was requested
     */
    static void watch(StopSignal stop, Consumer<String> notice) {
        StopSignals signals = new StopSignals(stop, notice);
        signals.handle("INT", "onInterrupt");
        signals.handle("TERM", "onTerminate");
        // The terminal or the connection is gone. Under nohup it stays ignored: a JVM respects that.
        signals.handle("HUP", "onTerminate");
    }

    /** The JVM calls this on a new thread per signal, so that a line that blocks does not hold up the second one. */
    @SuppressWarnings({"UnusedMethod", "unused"}) // named in watch
    private void onInterrupt(Object signal) {
        onSignal(Reason.INTERRUPTED, INTERRUPTED_EXIT, "interrupted");
    }

    @SuppressWarnings({"UnusedMethod", "unused"}) // named in watch
    private void onTerminate(Object signal) {
        onSignal(Reason.TERMINATED, TERMINATED_EXIT, "terminated");
    }

    private void onSignal(Reason reason, int exitCode, String word) {
        if (stop.isRequested()) {
            Runtime.getRuntime().halt(exitCode);
        }
        stop.request(reason);
        notice.accept(word + ": stopping; a second signal ends at once and leaves behind what was started");
    }

    private void handle(String name, String method) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            lambda(signal, handler, method));
        } catch (InvocationTargetException taken) {
            if (!(taken.getCause() instanceof IllegalArgumentException)) {
                throw new IllegalStateException("cannot watch SIG" + name, taken);
            }
        } catch (ReflectiveOperationException missing) {
            throw new IllegalStateException("this JDK has no sun.misc.Signal (module jdk.unsupported)", missing);
        }
    }

    /** {@code (SignalHandler) this::method}. */
    private Object lambda(Class<?> signal, Class<?> handler, String method) throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodType handle = MethodType.methodType(void.class, signal);
        MethodHandle target =
                lookup.findVirtual(StopSignals.class, method, MethodType.methodType(void.class, Object.class));
        try {
            return LambdaMetafactory.metafactory(
                            lookup, "handle", MethodType.methodType(handler, StopSignals.class), handle, target, handle)
                    .getTarget()
                    .invoke(this);
        } catch (Throwable cause) { // what a MethodHandle declares; nothing of ours throws here
            throw new IllegalStateException("cannot make a signal handler", cause);
        }
    }
}
