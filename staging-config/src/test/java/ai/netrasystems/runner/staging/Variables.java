package ai.netrasystems.runner.staging;

import java.util.HashMap;
import java.util.Map;

/** Environment variables for a test. */
public final class Variables {
    private Variables() {}

    /** Just these; names and values alternate. */
    public static EnvironmentVariables of(String... namesAndValues) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return all::get;
    }
}
