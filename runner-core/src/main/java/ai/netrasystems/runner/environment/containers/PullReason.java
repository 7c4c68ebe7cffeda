package ai.netrasystems.runner.environment.containers;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why an image could not be fetched, as engines and registries word it. */
enum PullReason {
    /** The registry's name has no address. */
    HOST_UNKNOWN(
            signs(
                    "no such host",
                    "dial tcp: lookup ",
                    "name resolution",
                    "server misbehaving",
                    "name or service not known"),
            "its registry does not resolve",
            "check the name of the image and the network's DNS"),
    /** Nobody lets us in without a login. */
    LOGIN_NEEDED(
            signs(
                    "unauthorized",
                    "no basic auth credentials",
                    "authentication required",
                    "incorrect username or password",
                    "access to the resource is denied",
                    "401 unauthorized",
                    "403 forbidden"),
            "its registry wants a login",
            "run `docker login` for that registry"),
    /** The registry limits how often one may ask. */
    RATE_LIMITED(
            signs("toomanyrequests", "too many requests", "rate limit"),
            "its registry allows no more pulls for now",
            "log in with `docker login`, or wait"),
    /** There is none for this machine's processor. */
    WRONG_PLATFORM(
            signs("no matching manifest for"),
            "it is not there for this machine's platform",
            "name an image that is, or set `platform`"),
    /** The registry does not have it. */
    IMAGE_UNKNOWN(
            signs("manifest unknown", "not found", "name unknown", "repository does not exist"),
            "its registry does not know it",
            "check its name and tag; a private one needs `docker login`"),
    /** The registry does not answer. */
    UNREACHABLE(
            signs(
                    "connection refused",
                    "i/o timeout",
                    "network is unreachable",
                    "no route to host",
                    "tls handshake timeout",
                    "client.timeout exceeded",
                    "deadline exceeded",
                    "connection reset",
                    "eof",
                    "x509",
                    "http response to https client"),
            "its registry cannot be reached",
            "check the network and the engine's proxy"),
    /** It took longer than the environment may take to start. */
    TOO_SLOW(signs(), "it did not arrive in time", "pull it once by hand, or raise environment.start-timeout"),
    /** Something else, in the engine's own words. */
    OTHER(signs(), "the engine refused", "pull it by hand to see more");

    private final Pattern signs;
    private final String summary;
    private final String remedy;

    PullReason(Pattern signs, String summary, String remedy) {
        this.signs = signs;
        this.summary = summary;
        this.remedy = remedy;
    }

    /** Finds any of these words; none where there are none. */
    private static Pattern signs(String... words) {
        return Pattern.compile(
                words.length == 0
                        ? "(?!)"
                        : Stream.of(words).map(Pattern::quote).collect(Collectors.joining("|")));
    }

    /** The reason that the message speaks of; the first that fits, from the certain to the vague. */
    static PullReason of(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(reason -> reason.signs.matcher(text).find())
                .findFirst()
                .orElse(OTHER);
    }

    String summary(String image) {
        return summary + " (" + ImageName.of(image).registry() + ")";
    }

    String remedy(String image) {
        return remedy + " (docker pull " + image + ")";
    }
}
