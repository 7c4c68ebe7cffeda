package executions;

import org.junit.jupiter.api.Test;

class CheckNames {
    @Test
    void onlyByAnInclude() {}
}
