package ai.netrasystems.runner.staging.http;

import ai.netrasystems.runner.staging.ConnectTo;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import okhttp3.Dns;

/** Resolves redirected hosts to their targets, all others as before. A record: equal ones share connections. */
record RedirectingDns(ConnectTo connectTo, Dns others) implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        Optional<List<InetAddress>> redirected = connectTo.addresses(host);
        return redirected.isPresent() ? redirected.get() : others.lookup(host);
    }
}
