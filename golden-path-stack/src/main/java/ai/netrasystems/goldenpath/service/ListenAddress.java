package ai.netrasystems.goldenpath.service;

/**
 * Where a service listens.
 *
 * @param host a local address or host name
 * @param port 0 to 65535; 0 lets the system choose
 */
public record ListenAddress(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
