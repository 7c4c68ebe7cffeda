package ai.netrasystems.runner.environment.token;

/** What a result is, or a failure of the test. */
final class Results {
    private Results() {}

    static Granted granted(TokenResult result) {
        return result.fold(granted -> granted, failure -> {
            throw new AssertionError(failure.summary());
        });
    }

    static TokenDiagnosis failure(TokenResult result) {
        return result.fold(
                granted -> {
                    throw new AssertionError("a token");
                },
                failure -> failure);
    }
}
