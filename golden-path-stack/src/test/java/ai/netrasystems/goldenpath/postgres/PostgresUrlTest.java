package ai.netrasystems.goldenpath.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.service.Checked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PostgresUrlTest {

    @Test
    void reads_host_port_database_and_decoded_credentials() {
        PostgresUrl url = valid("postgresql://ann:p%40ss%2F+%3Aw@127.0.0.1:5433/my%20app");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:5433/my%20app");
        assertThat(url.credentials()).containsEntry("user", "ann").containsEntry("password", "p@ss/+:w");
    }

    @Test
    void needs_neither_credentials_nor_a_port() {
        PostgresUrl url = valid("postgresql://db/app");

        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db:5432/app");
        assertThat(url.credentials()).isEmpty();
        assertThat(valid("postgresql://postgres@[::1]:1/app").jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:1/app");
        assertThat(valid("postgresql://postgres@db/app").credentials()).doesNotContainKey("password");
    }

    @Test
    void never_shows_the_password() {
        assertThat(valid("postgresql://ann:secret@db:1/app")).hasToString("postgresql://db:1/app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "http://u:secret@h/db",
                "postgresql:secret",
                "postgresql:///secret",
                "postgresql://u:secret@h",
                "postgresql://u:secret@h/",
                "postgresql://u:secret@h/a/b",
                "postgresql://u:secret@h/a?x=y",
                "postgresql://u:secret@h:port/a",
                "postgresql://u:se cret@h/a",
                "postgresql://u:secret@h/a#f"
            })
    void refuses_anything_else_without_quoting_it(String text) {
        String reason = PostgresUrl.parse(text).fold(url -> "accepted", refusal -> refusal);

        assertThat(reason).isNotEqualTo("accepted").doesNotContain("secret");
    }

    private static PostgresUrl valid(String text) {
        Checked<PostgresUrl> parsed = PostgresUrl.parse(text);
        return parsed.fold(url -> url, reason -> {
            throw new AssertionError(reason);
        });
    }
}
