package ai.netrasystems.runner.staging;

import static ai.netrasystems.runner.staging.WebSocketDiagnosis.HUNG_UP;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.NOBODY_LISTENS;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.NO_ANSWER;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.NO_SUCH_HOST;
import static ai.netrasystems.runner.staging.WebSocketDiagnosis.TLS_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Arrays;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class WebSocketDiagnosisTest {

    @ParameterizedTest
    @CsvSource({
        "300, REDIRECTED",
        "302, REDIRECTED",
        "399, REDIRECTED",
        "401, TOKEN_REFUSED",
        "403, FORBIDDEN",
        "404, NO_ENDPOINT",
        "426, UPGRADE_REQUIRED",
        "502, BAD_GATEWAY",
        "503, STARTING",
        "504, STARTING",
        "200, NOT_UPGRADED",
        "400, NOT_UPGRADED",
        "500, NOT_UPGRADED"
    })
    void a_status_is_known_by_its_number(int status, WebSocketDiagnosis diagnosis) {
        assertThat(WebSocketDiagnosis.ofStatus(status)).isEqualTo(diagnosis);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, CLOSED_NORMALLY",
        "1001, GOING_AWAY",
        "1002, PROTOCOL_ERROR",
        "1003, CLOSED_OTHERWISE",
        "1005, CLOSED_NORMALLY",
        "1006, BROKEN",
        "1008, POLICY",
        "1009, TOO_BIG",
        "1011, SERVER_ERROR",
        "1012, RESTARTING",
        "1013, OVERLOADED",
        "4000, CLOSED_OTHERWISE"
    })
    void so_is_a_close_code(int code, WebSocketDiagnosis diagnosis) {
        assertThat(WebSocketDiagnosis.ofCloseCode(code)).isEqualTo(diagnosis);
    }

    @Test
    void a_failure_of_the_network_is_known_by_its_class_whatever_it_says() {
        String misleading = "401 connection refused: unknown host";
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new UnknownHostException(misleading)))
                .isEqualTo(NO_SUCH_HOST);
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new ConnectException(misleading)))
                .isEqualTo(NOBODY_LISTENS);
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new NoRouteToHostException(misleading)))
                .isEqualTo(NOBODY_LISTENS);
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new SocketTimeoutException(misleading)))
                .isEqualTo(NO_ANSWER);
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new SSLHandshakeException(misleading)))
                .isEqualTo(TLS_FAILED);
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new SSLPeerUnverifiedException(misleading)))
                .isEqualTo(TLS_FAILED);
        assertThat(WebSocketDiagnosis.ofFailedHandshake(new SocketException(misleading)))
                .isEqualTo(HUNG_UP);
    }

    @Test
    void each_has_a_remedy_of_its_own() {
        assertThat(WebSocketDiagnosis.values())
                .extracting(WebSocketDiagnosis::remedy)
                .doesNotHaveDuplicates()
                .allMatch(remedy -> remedy.length() > 20);
        assertThat(Arrays.stream(WebSocketDiagnosis.values()).map(WebSocketDiagnosis::what))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }
}
