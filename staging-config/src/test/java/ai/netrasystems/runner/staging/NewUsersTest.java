package ai.netrasystems.runner.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class NewUsersTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer runner;
    private volatile int status = 200;
    private volatile String answer = "3\n900000\nthe-first-token\n";

    @BeforeEach
    void open() throws IOException {
        runner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        runner.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("X-Runner-Users-Key"));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        runner.start();
    }

    @AfterEach
    void close() {
        runner.stop(0);
    }

    @Test
    void there_are_none_where_nobody_can_be_asked() {
        assertThat(NewUsers.from(Variables.of())).isEmpty();
        assertThat(NewUsers.from(Variables.of(NewUsers.URL, "http://127.0.0.1:1/users")))
                .isEmpty();
        assertThat(NewUsers.from(Variables.of(NewUsers.KEY, "k"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://example.com/users", "https://127.0.0.1/users", "http://127.0.0.1.example.com/u", "no url"
            })
    void the_key_never_leaves_this_machine(String url) {
        EnvironmentVariables variables = Variables.of(NewUsers.URL, url, NewUsers.KEY, "the-key");

        assertThatThrownBy(() -> NewUsers.from(variables))
                .isInstanceOf(InvalidVariableException.class)
                .hasMessageContaining(NewUsers.URL)
                .message()
                .doesNotContain("the-key");
    }

    @Test
    void a_token_is_asked_for_once_while_it_is_young_and_is_shown_nowhere() {
        AccessToken token = users().take();

        assertThat(token.value()).isEqualTo("the-first-token");
        assertThat(token.value()).isEqualTo("the-first-token");
        assertThat(token).asString().doesNotContain("the-first-token");
        assertThat(asked).containsExactly("POST /users the-key");
    }

    @Test
    void a_token_that_is_old_is_followed_by_the_next_of_the_same_user() {
        answer = "3\n1\nthe-first-token\n";
        AccessToken token = users().take();
        answer = "3\n900000\nthe-next-token\n";

        while (!token.value().equals("the-next-token")) {
            Thread.onSpinWait();
        }
        assertThat(asked).containsExactly("POST /users the-key", "POST /users/3 the-key");
    }

    @Test
    void one_that_does_not_end_is_never_asked_for_again() {
        answer = "3\n0\nthe-first-token\n";
        AccessToken token = users().take();

        assertThat(token.value()).isEqualTo("the-first-token");
        assertThat(asked).hasSize(1);
    }

    @Test
    void what_goes_wrong_is_an_error_of_its_own_type_that_says_what_the_runner_said() {
        status = 502;
        answer = "no E2E token: http://127.0.0.1/auth answered 503";
        assertThatThrownBy(users()::take)
                .isInstanceOf(AccessTokenUnavailableException.class)
                .hasMessageContaining("answered 503");

        status = 200;
        for (String foreign : new String[] {"", "x\ny\nz", "1\n2", "<html>\n<head>\n<body>"}) {
            answer = foreign;
            assertThatThrownBy(users()::take)
                    .isInstanceOf(AccessTokenUnavailableException.class)
                    .hasMessageContaining("not the runner's");
        }

        answer = "1\n900000\ntwo words\n";
        assertThatThrownBy(() -> users().take().value())
                .isInstanceOf(AccessTokenUnavailableException.class)
                .message()
                .doesNotContain("two words");

        runner.stop(0);
        assertThatThrownBy(users()::take)
                .isInstanceOf(AccessTokenUnavailableException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    private NewUsers users() {
        String url = "http://127.0.0.1:" + runner.getAddress().getPort() + "/users";
        return NewUsers.from(Variables.of(NewUsers.URL, url, NewUsers.KEY, "the-key"))
                .orElseThrow();
    }
}
