package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;

/** An HTTP client that knows where a staging system really listens, and whom to trust. */
final class StagingClient {
    private StagingClient() {}

    /** Connects to {@code 127.0.0.1:PORT} whatever the URL names, and trusts the authority in the file alone. */
    static OkHttpClient of(String address, Path trust) {
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate(trust))
                .build();
        InetSocketAddress target = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        return new OkHttpClient.Builder()
                .dns(name -> List.of(InetAddress.getLoopbackAddress()))
                .socketFactory(new Redirecting(target))
                .sslSocketFactory(certificates.sslSocketFactory(), certificates.trustManager())
                .readTimeout(Duration.ofSeconds(20))
                .build();
    }

    private static X509Certificate certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateException e) {
            throw new AssertionError(e);
        }
    }

    /** Only its unconnected sockets are used by the client. */
    private static final class Redirecting extends SocketFactory {
        private final InetSocketAddress target;

        Redirecting(InetSocketAddress target) {
            this.target = target;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress asked, int timeoutMillis) throws IOException {
                    super.connect(target, timeoutMillis);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
