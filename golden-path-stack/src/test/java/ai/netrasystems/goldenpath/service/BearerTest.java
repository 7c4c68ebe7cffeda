package ai.netrasystems.goldenpath.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class BearerTest {

    @Test
    void reads_the_token_whatever_the_case_of_the_scheme() {
        assertThat(Bearer.token("Bearer a.b-c_d=")).contains("a.b-c_d=");
        assertThat(Bearer.token("bearer  x")).contains("x");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic abc", "Bearer a b", "Bearera", "Bearer a,b"})
    void finds_no_token_in_anything_else(String header) {
        assertThat(Bearer.token(header)).isEmpty();
    }
}
