package ai.netrasystems.missioncritical;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import tools.jackson.jr.ob.JSON;

/** A message of the backend over the WebSocket. */
record ServerEvent(String type, Map<String, Object> fields) {

    static ServerEvent read(String text) {
        Map<String, Object> fields = JSON.std.mapFrom(text);
        return new ServerEvent(String.valueOf(fields.get("type")), fields);
    }

    Object field(String name) {
        Object value = fields.get(name);
        if (value == null) {
            throw new AssertionError(name + " is missing in " + fields);
        }
        return value;
    }

    String text(String name) {
        assertThat(field(name)).as("%s of %s", name, fields).isInstanceOf(String.class);
        return (String) field(name);
    }

    Instant timestamp() {
        return Instant.parse(text("timestamp"));
    }
}
