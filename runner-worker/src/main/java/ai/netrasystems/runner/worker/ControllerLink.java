package ai.netrasystems.runner.worker;

import ai.netrasystems.runner.worker.protocol.ControllerMessage;
import ai.netrasystems.runner.worker.protocol.ControllerMessageCodec;
import ai.netrasystems.runner.worker.protocol.Frames;
import ai.netrasystems.runner.worker.protocol.WorkerMessage;
import ai.netrasystems.runner.worker.protocol.WorkerMessageCodec;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The connection to the controller. Whatever ends it ends the JVM at once, without shutdown hooks: a worker whose
 * controller is gone must not go on. Thread-safe.
 */
final class ControllerLink {
    /** Exit code of a worker that lost its controller. */
    static final int LOST_CONTROLLER = 101;

    private final Socket socket;

    ControllerLink(int port) throws IOException {
        // Neither a proxy nor a preference for IPv6 that the tests' JVM was given may lead elsewhere.
        socket = new Socket(Proxy.NO_PROXY);
        socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        socket.setTcpNoDelay(true);
    }

    /** Sends and flushes. One write, so that an error in a deep stack can't leave half a record behind. */
    void send(WorkerMessage message) {
        try {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            Frames.write(frame, WorkerMessageCodec.encode(message));
            byte[] bytes = frame.toByteArray();
            synchronized (socket) {
                socket.getOutputStream().write(bytes);
            }
        } catch (IOException gone) {
            Runtime.getRuntime().halt(LOST_CONTROLLER);
        }
    }

    /** Begins to listen, on a thread of its own. */
    void listen(Consumer<ControllerMessage> receiver) {
        Thread thread = new Thread(() -> receive(receiver), "runner-worker-control");
        thread.setDaemon(true);
        thread.start();
    }

    private void receive(Consumer<ControllerMessage> receiver) {
        try {
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
            for (Optional<byte[]> record = Frames.read(in, Frames.LIMIT);
                    record.isPresent();
                    record = Frames.read(in, Frames.LIMIT)) {
                receiver.accept(ControllerMessageCodec.decode(record.get()));
            }
        } catch (IOException | RuntimeException | Error gone) {
            Runtime.getRuntime().halt(LOST_CONTROLLER);
        }
        Runtime.getRuntime().halt(LOST_CONTROLLER);
    }
}
