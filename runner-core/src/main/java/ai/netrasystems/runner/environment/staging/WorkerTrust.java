package ai.netrasystems.runner.environment.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.List;

/** A trust store for a worker's JVM: the certificate authorities of its JDK, and those of staging besides. */
public final class WorkerTrust {
    /** Of the store, as of the JDK's own: it keeps no secret. */
    public static final String PASSWORD = "changeit";

    private static final String FILE = "worker-trust.p12";

    private WorkerTrust() {}

    /**
     * Writes it there; gives the file.
     *
     * @param javaHomes the JDKs whose authorities it holds
     * @param added PEM file of further ones
     */
    public static Path write(List<Path> javaHomes, Path added, Path directory)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (Path home : javaHomes) {
            KeyStore own = KeyStore.getInstance(ofJdk(home).toFile(), PASSWORD.toCharArray());
            for (String alias : Collections.list(own.aliases())) {
                if (own.isCertificateEntry(alias)) {
                    store.setCertificateEntry("jdk-" + number++, own.getCertificate(alias));
                }
            }
        }
        try (InputStream pem = Files.newInputStream(added)) {
            for (Certificate authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("staging-" + number++, authority);
            }
        }
        Path file = directory.resolve(FILE);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    /** As the JDK itself looks for it (JSSE Reference Guide). */
    private static Path ofJdk(Path home) {
        Path security = home.resolve("lib").resolve("security");
        Path preferred = security.resolve("jssecacerts");
        return Files.exists(preferred) ? preferred : security.resolve("cacerts");
    }
}
