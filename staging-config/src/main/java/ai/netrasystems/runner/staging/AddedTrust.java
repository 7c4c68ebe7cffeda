package ai.netrasystems.runner.staging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities that the JVM trusts and those of a file beside them: a file can only add, never replace.
 * Immutable and thread-safe.
 *
 * @param manager judges certificates
 * @param sockets makes TLS sockets that ask it
 */
public record AddedTrust(X509TrustManager manager, SSLSocketFactory sockets) {

    /**
     * Adds the certificates of a PEM file.
     *
     * @throws IOException where the file cannot be read
     * @throws GeneralSecurityException where it holds no certificate, or one that cannot be used
     */
    public static AddedTrust of(Path pem) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (X509Certificate authority : manager(null).getAcceptedIssuers()) {
            trusted.setCertificateEntry("jvm-" + number++, authority);
        }
        for (Certificate authority : read(pem)) {
            trusted.setCertificateEntry("added-" + number++, authority);
        }
        X509TrustManager manager = manager(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {manager}, null);
        return new AddedTrust(manager, context.getSocketFactory());
    }

    private static Collection<? extends Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new CertificateException("it holds no certificate");
            }
            return found;
        }
    }

    /** PKIX over that store; over the JVM's own where it is null. */
    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("the JVM has no X.509 trust manager"));
    }
}
