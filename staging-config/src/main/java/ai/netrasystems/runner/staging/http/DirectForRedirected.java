package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.ConnectTo;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Goes to redirected hosts without a proxy, which would look the name up for itself; to all others as before. */
final class DirectForRedirected extends ProxySelector {
    private final ConnectTo connectTo;
    private final ProxySelector others;

    DirectForRedirected(ConnectTo connectTo, ProxySelector others) {
        this.connectTo = connectTo;
        this.others = others;
    }

    @Override
    public List<Proxy> select(URI uri) {
        return connectTo.target(String.valueOf(uri.getHost())).isPresent()
                ? List.of(Proxy.NO_PROXY)
                : others.select(uri);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        others.connectFailed(uri, address, failure);
    }

    /** By value: equal ones share connections. */
    @Override
    public boolean equals(Object other) {
        return other instanceof DirectForRedirected same
                && same.connectTo.equals(connectTo)
                && same.others.equals(others);
    }

    @Override
    public int hashCode() {
        return connectTo.hashCode();
    }
}
