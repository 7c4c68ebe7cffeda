package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineAddress.NamedPipe;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Tcp;
import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Unix;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.KeyManagementException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * One request to an engine, by hand. HTTP/1.0, so that the engine ends the connection after its answer and sends it in
 * one piece (RFC 1945). May be closed at any time from any thread, which ends the request.
 */
final class EngineConnection {
    /** An answer is some hundred bytes; what is longer is no engine's. */
    private static final int LONGEST = 1 << 20;

    private final EngineAddress address;
    private final List<Closeable> open = new ArrayList<>();
    private boolean closed;

    private EngineConnection(EngineAddress address) {
        this.address = address;
    }

    static EngineConnection to(EngineAddress address) {
        return new EngineConnection(address);
    }

    /** Connects, asks and reads the whole answer, head and body; blocks. */
    String get(String path) throws IOException, KeyManagementException {
        try (Streams streams = connect()) {
            streams.out()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: docker\r\nAccept: application/json\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            streams.out().flush();
            return new String(streams.in().readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    private Streams connect() throws IOException, KeyManagementException {
        return address.<Opening>fold(unix -> () -> unix(unix), tcp -> () -> tcp(tcp), pipe -> () -> pipe(pipe))
                .open();
    }

    private Streams unix(Unix unix) throws IOException {
        SocketChannel channel = kept(SocketChannel.open(StandardProtocolFamily.UNIX));
        channel.connect(UnixDomainSocketAddress.of(unix.socket()));
        return new Streams(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    private Streams tcp(Tcp tcp) throws IOException, KeyManagementException {
        Socket socket = kept(new Socket());
        InetSocketAddress target = new InetSocketAddress(tcp.name(), tcp.port());
        if (target.isUnresolved()) {
            throw new UnknownHostException(tcp.name());
        }
        socket.connect(target);
        if (tcp.tls().isEmpty()) {
            return new Streams(socket, socket.getInputStream(), socket.getOutputStream());
        }
        EngineAddress.Tls tls = tcp.tls().get();
        SSLSocket secured = (SSLSocket)
                EngineTls.context(tls).getSocketFactory().createSocket(socket, tcp.name(), tcp.port(), true);
        kept(secured);
        if (tls.verify()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return new Streams(secured, secured.getInputStream(), secured.getOutputStream());
    }

    /** A named pipe opens like a file. */
    private Streams pipe(NamedPipe pipe) throws IOException {
        RandomAccessFile file = kept(new RandomAccessFile(pipe.path().replace('/', '\\'), "rw"));
        return new Streams(
                file, Channels.newInputStream(file.getChannel()), Channels.newOutputStream(file.getChannel()));
    }

    private synchronized <C extends Closeable> C kept(C resource) throws IOException {
        if (closed) {
            resource.close();
            throw new IOException("closed");
        }
        open.add(resource);
        return resource;
    }

    /** Ends what is under way. */
    synchronized void close() {
        closed = true;
        open.forEach(EngineConnection::closeQuietly);
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException gone) {
            return;
        }
    }

    @FunctionalInterface
    private interface Opening {
        Streams open() throws IOException, KeyManagementException;
    }

    private record Streams(Closeable connection, InputStream in, OutputStream out) implements Closeable {
        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
