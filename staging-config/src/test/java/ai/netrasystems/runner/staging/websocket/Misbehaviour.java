package ai.netrasystems.runner.staging.websocket;

import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import java.time.Duration;

/** A way in which a server does not keep what RFC 6455 or our system agree on, and what the client must make of it. */
record Misbehaviour(
        String name,
        Class<? extends WebSocketFailure> failure,
        WebSocketDiagnosis diagnosis,
        Duration patience,
        ScriptedServer.Script script) {

    static Misbehaviour of(
            String name,
            Class<? extends WebSocketFailure> failure,
            WebSocketDiagnosis diagnosis,
            ScriptedServer.Script script) {
        return new Misbehaviour(name, failure, diagnosis, Duration.ofSeconds(20), script);
    }

    /** One that is noticed only because the client's patience has an end. */
    Misbehaviour forever() {
        return new Misbehaviour(name, failure, diagnosis, Duration.ofSeconds(1), script);
    }

    @Override
    public String toString() {
        return name + " -> " + diagnosis;
    }
}
