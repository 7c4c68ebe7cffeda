package ai.netrasystems.goldenpath.service;

/** A service that answers requests until it is closed. Thread-safe. */
public interface RunningService extends AutoCloseable {

    /** The port it listens on, which is the system's choice where 0 was asked for. */
    int port();

    /** Ends it: no new requests, connections told, threads gone. Closing twice does nothing more. */
    @Override
    void close();
}
