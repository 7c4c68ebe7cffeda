package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The main class of a child JVM: links the classes that it is given by name, and sends one request if it can. */
final class LoadsClasses {
    private LoadsClasses() {}

    public static void main(String[] names) throws Exception {
        System.out.println(Stream.of("okhttp3.OkHttp", "org.java_websocket.WebSocket", "org.slf4j.Logger")
                .map(LoadsClasses::presence)
                .collect(Collectors.joining(", ")));
        for (String name : names) {
            Class<?> type = Class.forName(name);
            // Asking for members resolves every type in their signatures.
            int members = type.getDeclaredMethods().length + type.getDeclaredConstructors().length;
            System.out.println("loaded " + name + " with " + members);
        }
        if (Arrays.stream(names).anyMatch(name -> name.endsWith(".http.TestHttp"))) {
            sendOne();
        }
    }

    private static String presence(String name) {
        String library = name.substring(0, name.lastIndexOf('.'));
        try {
            Class<?> type = Class.forName(name);
            return library + " "
                    + (library.equals("okhttp3") ? type.getField("VERSION").get(null) : "present");
        } catch (ClassNotFoundException e) {
            return library + " absent";
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sendOne() throws IOException, ReflectiveOperationException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server));
            answering.setDaemon(true);
            answering.start();
            // By name, so that this class itself links where OkHttp is absent.
            Class.forName("ai.netrasystems.runner.staging.SendsOneRequest")
                    .getDeclaredMethod("to", String.class)
                    .invoke(null, "http://127.0.0.1:" + server.getLocalPort());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void answer(ServerSocket server) {
        try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.read());
            }
            head.toString().lines().filter(line -> !line.isEmpty()).forEach(line -> System.out.println("sent " + line));
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        } catch (IOException e) {
            e.printStackTrace(System.out);
        }
    }
}
