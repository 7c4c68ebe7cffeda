package ai.netrasystems.runner.environment.staging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A certificate authority of the tests' own. Making keys takes a while: one serves many tests. */
final class TestAuthority {
    private final HeldCertificate authority;

    TestAuthority(String name) {
        authority = new HeldCertificate.Builder()
                .commonName(name)
                .certificateAuthority(0)
                .build();
    }

    /** Its certificate as a PEM file. */
    Path pem(Path directory) throws IOException {
        return Files.writeString(directory.resolve("authority.pem"), authority.certificatePem());
    }

    /** TLS of a server with a good certificate for these hosts. */
    SSLContext server(String... hosts) {
        return context(certificate(hosts));
    }

    /** TLS of a server whose certificate ended an hour ago. */
    SSLContext expired(String... hosts) {
        Instant now = Instant.now();
        return context(certificate(hosts)
                .validityInterval(
                        now.minus(Duration.ofDays(2)).toEpochMilli(),
                        now.minus(Duration.ofHours(1)).toEpochMilli()));
    }

    private HeldCertificate.Builder certificate(String... hosts) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder().signedBy(authority);
        for (String host : hosts) {
            builder.addSubjectAlternativeName(host);
        }
        return builder;
    }

    private SSLContext context(HeldCertificate.Builder certificate) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate.build(), authority.certificate())
                .build()
                .sslContext();
    }
}
