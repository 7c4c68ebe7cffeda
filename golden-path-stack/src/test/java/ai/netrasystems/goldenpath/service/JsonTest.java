package ai.netrasystems.goldenpath.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class JsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"a\"",
                "{",
                "{} {}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1,}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "{\"a\":1e999999999}",
                "{\"a\":TRUE}",
                "// c\n{}"
            })
    void refuses_what_is_no_json_object(String text) {
        assertThat(Json.object(text)).isEmpty();
    }

    @Test
    void refuses_nesting_without_end() {
        assertThat(Json.object("{\"a\":" + "[".repeat(100_000))).isEmpty();
    }

    @Test
    void writes_what_it_has_read() {
        String text = "{\"a\":[1,2.5,true,null,\"\\u0000\\\"é😀\"],\"b\":{\"c\":{}}}";

        assertThat(Json.object(text).map(Json::text)).contains(text);
    }

    @Test
    void finds_a_string_only_where_one_stands() {
        var object = Json.object("{\"s\":\"x\",\"n\":1,\"z\":null}").orElseThrow();

        assertThat(Json.string(object, "s")).contains("x");
        assertThat(Json.string(object, "n")).isEmpty();
        assertThat(Json.string(object, "z")).isEmpty();
        assertThat(Json.string(object, "absent")).isEmpty();
        assertThat(Json.has(object, "z")).isFalse();
    }
}
