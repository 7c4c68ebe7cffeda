package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.model.StopSignal;
import java.util.concurrent.CountDownLatch;

/** A process that watches signals: says what it sees, and ends by itself only when its standard input ends. */
final class StopSignalsProbe {
    private StopSignalsProbe() {}

    public static void main(String[] arguments) throws Exception {
        StopSignal stop = new StopSignal();
        CountDownLatch requested = new CountDownLatch(1);
        stop.onRequest(requested::countDown);
        StopSignals.watch(stop, line -> {
            System.out.println(line);
            System.out.flush();
        });
        System.out.println("ready");
        requested.await();
        System.out.println(stop.requested().orElseThrow());
        while (System.in.read() >= 0) {
            // until the test lets go
        }
        System.exit(9);
    }
}
