package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ClientSettingsTest {
    @TempDir
    Path directory;

    @Test
    void without_variables_nothing_is_changed() {
        assertThat(ClientSettings.from(Variables.of())).isEqualTo(ClientSettings.plain());
        assertThat(ClientSettings.plain().variables()).isEmpty();
        assertThat(ClientSettings.plain().trusted()).isEmpty();
    }

    @Test
    void the_variables_say_the_same_to_whoever_reads_them() {
        ClientSettings settings = new ClientSettings(
                ConnectTo.parse("staging.netrasystems.ai=127.0.0.1:8443", new DomainRule("netrasystems.ai")),
                Optional.of(directory.resolve("ca.pem")));
        Map<String, String> variables = settings.variables();

        assertThat(variables)
                .containsEntry("RUNNER_STAGING_HOSTS", "staging.netrasystems.ai=127.0.0.1:8443")
                .containsEntry(
                        "RUNNER_STAGING_TRUST", directory.resolve("ca.pem").toString());
        Map<String, String> all = new HashMap<>(variables);
        all.put("RUNNER_STAGING_DOMAIN", "netrasystems.ai");
        assertThat(ClientSettings.from(all::get)).isEqualTo(settings);
    }

    @Test
    void a_value_that_cannot_be_used_names_its_variable() {
        Map<String, String> foreign =
                Map.of("RUNNER_STAGING_HOSTS", "github.com=127.0.0.1", "RUNNER_STAGING_DOMAIN", "netrasystems.ai");
        assertThatThrownBy(() -> ClientSettings.from(foreign::get))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageStartingWith("environment variable RUNNER_STAGING_HOSTS: 'github.com'");
        assertThatThrownBy(() -> ClientSettings.from(Variables.of("RUNNER_STAGING_HOSTS", "a.example.com=127.0.0.1")))
                .hasMessageContaining("needs RUNNER_STAGING_DOMAIN");
        assertThatThrownBy(() -> ClientSettings.from(Variables.of("RUNNER_STAGING_TRUST", "a\0b")))
                .isInstanceOfSatisfying(
                        InvalidVariableException.class,
                        invalid -> assertThat(invalid.variable()).isEqualTo("RUNNER_STAGING_TRUST"));
    }

    @Test
    void a_file_without_a_certificate_is_told_each_time_and_read_anew_once_it_is_repaired() throws Exception {
        Path file = Files.writeString(directory.resolve("ca.pem"), "");
        ClientSettings settings = new ClientSettings(ConnectTo.nothing(), Optional.of(file));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(settings::trusted)
                    .isInstanceOf(InvalidVariableException.class)
                    .hasMessageContaining("no certificate");
        }

        Files.writeString(file, authority().certificatePem());

        assertThat(settings.trusted()).isPresent();
    }

    @Test
    void a_file_adds_to_the_authorities_of_the_jvm_and_replaces_none() throws Exception {
        HeldCertificate authority = authority();
        Path file = Files.writeString(directory.resolve("ca.pem"), authority.certificatePem());

        AddedTrust trust = AddedTrust.of(file);

        TrustManagerFactory jvm = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        jvm.init((KeyStore) null);
        X509Certificate[] own = ((X509TrustManager) jvm.getTrustManagers()[0]).getAcceptedIssuers();
        assertThat(own).isNotEmpty();
        assertThat(trust.manager().getAcceptedIssuers()).contains(own).contains(authority.certificate());
        HeldCertificate good = new HeldCertificate.Builder().signedBy(authority).build();
        trust.manager()
                .checkServerTrusted(new X509Certificate[] {good.certificate(), authority.certificate()}, "UNKNOWN");
        HeldCertificate bad =
                new HeldCertificate.Builder().signedBy(authority()).build();
        assertThatThrownBy(
                        () -> trust.manager().checkServerTrusted(new X509Certificate[] {bad.certificate()}, "UNKNOWN"))
                .isInstanceOf(CertificateException.class);
        assertThat(Arrays.asList(trust.sockets().getSupportedCipherSuites())).isNotEmpty();
    }

    private static HeldCertificate authority() {
        return new HeldCertificate.Builder().certificateAuthority(0).build();
    }
}
