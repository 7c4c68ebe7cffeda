package ai.netrasystems.runner.staging.websocket;

import static ai.netrasystems.runner.staging.websocket.Clients.CARRIER;
import static ai.netrasystems.runner.staging.websocket.Clients.TOKEN;

import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import ai.netrasystems.runner.staging.websocket.ScriptedServer.Script;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.Closed;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.HandshakeRefused;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.ProtocolBroken;
import ai.netrasystems.runner.staging.websocket.WebSocketFailure.SubprotocolRefused;
import java.time.Duration;

/** A way in which a server does not keep what RFC 6455 or our system agree on, and what the client must make of it. */
record Misbehaviour(
        String name,
        Class<? extends WebSocketFailure> failure,
        WebSocketDiagnosis diagnosis,
        Duration patience,
        Script script) {

    static Misbehaviour wrong(
            String name, Class<? extends WebSocketFailure> failure, WebSocketDiagnosis diagnosis, Script script) {
        return new Misbehaviour(name, failure, diagnosis, Duration.ofSeconds(20), script);
    }

    static Misbehaviour refused(int status, WebSocketDiagnosis diagnosis) {
        return wrong("status " + status, HandshakeRefused.class, diagnosis, peer -> {
            peer.answer("HTTP/1.1 " + status + " You sent Bearer " + TOKEN + " and " + CARRIER
                    + "\r\nContent-Length: 0\r\nLocation: http://127.0.0.1:1/?token=" + TOKEN + "\r\n");
            peer.ignoreClient();
        });
    }

    static Misbehaviour chose(String name, WebSocketDiagnosis diagnosis, String choice) {
        return wrong(name, SubprotocolRefused.class, diagnosis, peer -> {
            peer.accept(choice);
            peer.ignoreClient();
        });
    }

    static Misbehaviour closed(int code, WebSocketDiagnosis diagnosis) {
        return wrong("close " + code, Closed.class, diagnosis, peer -> {
            peer.closeFrame(code, "not with " + TOKEN);
            peer.ignoreClient();
        });
    }

    static Misbehaviour broken(String name, Script script) {
        return ended(name, WebSocketDiagnosis.PROTOCOL_BROKEN, script);
    }

    static Misbehaviour tooLarge(String name, Script script) {
        return ended(name, WebSocketDiagnosis.OVER_OUR_LIMIT, script);
    }

    private static Misbehaviour ended(String name, WebSocketDiagnosis diagnosis, Script script) {
        return wrong(name, ProtocolBroken.class, diagnosis, peer -> {
            script.run(peer);
            peer.ignoreClient();
        });
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
