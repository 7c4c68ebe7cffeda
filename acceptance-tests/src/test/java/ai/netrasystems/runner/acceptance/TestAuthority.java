package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority that only those trust who were told of its file. */
final class TestAuthority {
    private final HeldCertificate root = new HeldCertificate.Builder()
            .certificateAuthority(0)
            .commonName("Test authority")
            .build();

    /** Certificate and key of a server of these names. */
    HandshakeCertificates identityOf(List<String> names) {
        HeldCertificate.Builder server =
                new HeldCertificate.Builder().signedBy(root).commonName(names.get(0));
        names.forEach(server::addSubjectAlternativeName);
        return new HandshakeCertificates.Builder()
                .heldCertificate(server.build())
                .build();
    }

    /** Writes the authority's certificate, for {@code staging.trust}. */
    Path writeTo(Path file) {
        try {
            return Files.writeString(file, root.certificatePem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
