package ai.netrasystems.runner.staging;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLException;

/**
 * What is known to go wrong with a WebSocket, and what a person can do about each. Told by status, close code and class
 * of exception, never by the text of a message.
 */
public enum WebSocketDiagnosis {
    /** The URL breaks the staging profile's domain rule, or has no TLS; nothing was sent. */
    NOT_PERMITTED(
            "the token must not go there",
            "connect to the environment's WEBSOCKET_URL: wss, and exactly one label under the profile's domain"),
    /** The process' limits for that host left it no turn. */
    NO_TURN(
            "the limits for this host left no turn in time",
            "raise staging.profiles.NAME.limits, if the system bears it, or run fewer tests at once (--workers)"),
    /** The URL's host has no address. */
    NO_SUCH_HOST("the host is unknown", "check the host of WEBSOCKET_URL, and this machine's DNS or VPN"),
    /** The host does not take a connection. */
    NOBODY_LISTENS("nothing takes the connection", "check that the service is up, and port and host of WEBSOCKET_URL"),
    /** TLS came to nothing. */
    TLS_FAILED(
            "there is no TLS to be had with the host",
            "its certificate must be valid, of that host, and of an authority that is trusted here: see staging.trust"),
    /** Nothing, or half an answer, came within the time for connecting. */
    NO_ANSWER(
            "the handshake was not answered in time",
            "look whether the service is stuck; one that starts slowly needs a longer connect timeout"),
    /** The connection ended before the answer did. */
    HUNG_UP(
            "the server ended the connection without an answer",
            "look at the service's log: it crashed, or a proxy before it does not let WebSockets through"),
    /** What came is no answer in HTTP. */
    NOT_HTTP("the answer is no HTTP", "check the port of WEBSOCKET_URL, and ws:// against wss://"),
    /** Status 101, but not as RFC 6455 section 4.2.2 says. */
    BAD_UPGRADE(
            "the server switched protocols, but not to this WebSocket",
            "Upgrade, Connection and Sec-WebSocket-Accept must be as RFC 6455 section 4.2.2 says; a cache or proxy may"
                    + " have answered"),
    /** 3xx; no redirect is followed. */
    REDIRECTED(
            "the server redirects, which is not followed: the token would go to another place",
            "give the WebSocket's final URL; it must answer 101 itself"),
    /** 401. */
    TOKEN_REFUSED(
            "the server does not take the token",
            "it may have expired or be another system's; and the server must read it from the subprotocol"
                    + " jwt.<base64url>, since a load balancer may strip Authorization"),
    /** 403. */
    FORBIDDEN(
            "the server does not let this user in",
            "it must permit the simulated user, and clients that send no Origin"),
    /** 404. */
    NO_ENDPOINT(
            "there is no WebSocket at that path",
            "nothing listens at that path: compare WEBSOCKET_URL with the deployment"),
    /** 426. */
    UPGRADE_REQUIRED(
            "the request to upgrade did not arrive",
            "the load balancer must pass Upgrade and Connection through, over HTTP/1.1"),
    /** 502. */
    BAD_GATEWAY(
            "the load balancer has no working backend for the WebSocket",
            "look at the log of the service behind the load balancer: it is down, or breaks off during the handshake"),
    /** 503 and 504. */
    STARTING(
            "the service is not ready",
            "wait until its health is green: the load balancer has a backend that is starting or overloaded"),
    /** Any other status than 101. */
    NOT_UPGRADED("the server did not switch protocols", "it must answer 101 (RFC 6455 section 4.2.2)"),
    /** An answer without {@code Sec-WebSocket-Protocol}. */
    NO_SUBPROTOCOL(
            "the server chose no subprotocol",
            "it must echo exactly one of the offered ones, as jwt-auth; or a proxy strips Sec-WebSocket-Protocol"),
    /** A choice that was not offered. */
    FOREIGN_SUBPROTOCOL(
            "the server chose a subprotocol that was not offered",
            "it must echo one of the offered ones as it was written, as jwt-auth; or WEBSOCKET_SUBPROTOCOLS must name"
                    + " what it speaks"),
    /** A list, in one header or in several. */
    SEVERAL_SUBPROTOCOLS(
            "the server chose more than one subprotocol",
            "it must echo exactly one of the offered ones, in one header: not the whole offer"),
    /** A choice that shows a token. */
    TOKEN_ECHOED(
            "the server chose the subprotocol that carries the token, and so shows it",
            "it must echo jwt-auth instead: an answer stands in the logs of every proxy; change that token's key if it"
                    + " matters"),
    /** Close code 1000, or 1005, which stands for "none". */
    CLOSED_NORMALLY(
            "the conversation was ended in order",
            "look at which message made the server end it; a test that wants more has to ask before that"),
    /** Close code 1001. */
    GOING_AWAY("the server goes away", "it was stopped or is being deployed: connect again when that is over"),
    /** Close code 1002. */
    PROTOCOL_ERROR(
            "the server saw a breach of the WebSocket protocol",
            "look at its log for which; a proxy between may change frames, so try without it"),
    /** Close code 1006, which stands for "no close frame". */
    BROKEN(
            "the connection broke without a close frame",
            "look whether the service crashed or ran out of memory; if it lives, the idle timeout of the load balancer"
                    + " must be longer than the heartbeat"),
    /** Close code 1008. */
    POLICY(
            "the server's policy ended the connection",
            "most often the token expired or lacks a permission: compare the reason with the user's permissions"),
    /** Close code 1009. */
    TOO_BIG(
            "a message is over the server's limit",
            "send less at once (8191 bytes on the golden path), or raise the server's limit"),
    /** Close code 1011. */
    SERVER_ERROR("the server failed", "look at its log for the test's X-Test-Id: it is the server's defect"),
    /** Close code 1012. */
    RESTARTING("the server restarts", "wait until its deployment is over, then connect again"),
    /** Close code 1013. */
    OVERLOADED(
            "the server has no capacity left",
            "connect later or less often (--workers, staging.profiles.NAME.limits), or give it more capacity"),
    /** Any other close code. */
    CLOSED_OTHERWISE(
            "the server closed the connection",
            "look the close code up: below 3000 in RFC 6455 section 7.4 and IANA's registry, else in the service's"
                    + " documentation"),
    /** This client closed since the server broke the protocol. */
    PROTOCOL_BROKEN(
            "the server broke the WebSocket protocol",
            "its WebSocket library, or a proxy between, sends what RFC 6455 forbids"),
    /** This client closed since a message is larger than it takes. */
    OVER_OUR_LIMIT(
            "a message of the server is larger than this client takes",
            "the server must send several smaller messages: over 16 MiB is no event"),
    /** A binary message came. */
    BINARY_MESSAGE("a binary message came where only text may", "the server must send its events as text messages"),
    /** The connection stands, but what was waited for did not come. */
    NOTHING_CAME(
            "what was waited for did not come in time",
            "look at the service's log for the test's X-Test-Id: what became of the last message that was sent"),
    /** An event came that must not, or not now. */
    UNEXPECTED_EVENT(
            "an event came that must not come there",
            "compare the timeline with what the test expects: either the service's order or the test is wrong");

    private static final Map<Class<? extends Exception>, WebSocketDiagnosis> OF_EXCEPTIONS = ofExceptions();

    private final String what;
    private final String remedy;

    WebSocketDiagnosis(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** What happened, as half a sentence. */
    public String what() {
        return what;
    }

    /** What a person can do about it, as half a sentence. */
    public String remedy() {
        return remedy;
    }

    /** For the status of a handshake's answer, which is not 101. */
    public static WebSocketDiagnosis ofStatus(int status) {
        if (status >= 300 && status < 400) {
            return REDIRECTED;
        }
        return switch (status) {
            case 401 -> TOKEN_REFUSED;
            case 403 -> FORBIDDEN;
            case 404 -> NO_ENDPOINT;
            case 426 -> UPGRADE_REQUIRED;
            case 502 -> BAD_GATEWAY;
            case 503, 504 -> STARTING;
            default -> NOT_UPGRADED;
        };
    }

    /** For a close code that the server sent, or 1006 where it sent none (RFC 6455 section 7.4 and IANA's registry). */
    public static WebSocketDiagnosis ofCloseCode(int code) {
        return switch (code) {
            case 1000, 1005 -> CLOSED_NORMALLY;
            case 1001 -> GOING_AWAY;
            case 1002 -> PROTOCOL_ERROR;
            case 1006 -> BROKEN;
            case 1008 -> POLICY;
            case 1009 -> TOO_BIG;
            case 1011 -> SERVER_ERROR;
            case 1012 -> RESTARTING;
            case 1013 -> OVERLOADED;
            default -> CLOSED_OTHERWISE;
        };
    }

    /** For what connecting or the handshake failed with. */
    public static WebSocketDiagnosis ofFailedHandshake(Exception failure) {
        return OF_EXCEPTIONS.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(failure))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(HUNG_UP);
    }

    private static Map<Class<? extends Exception>, WebSocketDiagnosis> ofExceptions() {
        Map<Class<? extends Exception>, WebSocketDiagnosis> known = new LinkedHashMap<>();
        known.put(UnknownHostException.class, NO_SUCH_HOST);
        known.put(ConnectException.class, NOBODY_LISTENS);
        known.put(NoRouteToHostException.class, NOBODY_LISTENS);
        known.put(SocketTimeoutException.class, NO_ANSWER);
        known.put(SSLException.class, TLS_FAILED);
        return known;
    }
}
