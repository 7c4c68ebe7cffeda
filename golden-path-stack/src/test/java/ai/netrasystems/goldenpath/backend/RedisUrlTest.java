package ai.netrasystems.goldenpath.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.goldenpath.service.Checked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RedisUrlTest {

    @Test
    void reads_host_and_port() {
        assertThat(RedisUrl.parse("redis://127.0.0.1:7000")).isEqualTo(Checked.valid(new RedisUrl("127.0.0.1", 7000)));
        assertThat(RedisUrl.parse("redis://cache/")).isEqualTo(Checked.valid(new RedisUrl("cache", 6379)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache:6379",
                "http://cache",
                "redis://",
                "redis://:pw@h",
                "redis://h/1",
                "redis://h?x",
                "redis://a b"
            })
    void refuses_anything_else(String text) {
        assertThat(RedisUrl.parse(text).isValid()).isFalse();
    }
}
