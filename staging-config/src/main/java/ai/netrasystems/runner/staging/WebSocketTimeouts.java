package ai.netrasystems.runner.staging;

import java.time.Duration;

/**
 * How long a WebSocket client waits. The rule "receive is longer than agent" always holds, else a client gives up on an
 * answer that the agent was still entitled to work on.
 *
 * @param connect for the TCP connection, TLS and the handshake together
 * @param receive for the next message
 * @param agent what an agent may take for its answer
 * @param heartbeat the longest time after which a server that vanished without a word is noticed; at least 3 s
 * @param coldStart what a service that was scaled to zero may take on top; zero where none can be
 */
public record WebSocketTimeouts(
        Duration connect, Duration receive, Duration agent, Duration heartbeat, Duration coldStart) {
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofSeconds(3);

    /**
     * Checks the rules.
     *
     * @throws IllegalArgumentException where one is broken
     */
    public WebSocketTimeouts {
        if (!isPositive(connect) || !isPositive(receive) || !isPositive(agent) || coldStart.isNegative()) {
            throw new IllegalArgumentException("WebSocket timeouts must be positive");
        }
        if (receive.compareTo(agent) <= 0) {
            throw new IllegalArgumentException(
                    "the receive timeout (" + receive + ") must be longer than the agent timeout (" + agent + ")");
        }
        if (heartbeat.compareTo(SHORTEST_HEARTBEAT) < 0) {
            throw new IllegalArgumentException("the heartbeat must be at least " + SHORTEST_HEARTBEAT);
        }
    }

    /** Connect 60 s, receive 35, agent 30, heartbeat 90; on staging with 4 s for a cold start. */
    public static WebSocketTimeouts forEnvironment(EnvironmentName environment) {
        Duration coldStart = switch (environment) {
            case STAGING -> Duration.ofSeconds(4);
            case CONTAINERS, LOCAL, NONE -> Duration.ZERO;
        };
        return new WebSocketTimeouts(
                Duration.ofSeconds(60),
                Duration.ofSeconds(35),
                Duration.ofSeconds(30),
                Duration.ofSeconds(90),
                coldStart);
    }

    /** The same with another heartbeat. */
    public WebSocketTimeouts withHeartbeat(Duration other) {
        return new WebSocketTimeouts(connect, receive, agent, other, coldStart);
    }

    /** How long connecting may take, cold start included. */
    public Duration connectDeadline() {
        return connect.plus(coldStart);
    }

    /** How long the next message may take, cold start included. */
    public Duration receiveDeadline() {
        return receive.plus(coldStart);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
