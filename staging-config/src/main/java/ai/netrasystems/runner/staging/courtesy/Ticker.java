package ai.netrasystems.runner.staging.courtesy;

import java.util.concurrent.TimeUnit;

/** Time, which a test turns by hand. */
interface Ticker {
    /** The JVM's. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };

    long nanos();

    void pause(long nanos) throws InterruptedException;
}
