package ai.netrasystems.runner.doctor.source;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names of variables are likely those of secrets. */
public final class SecretNames {
    private static final Pattern SECRET = Pattern.compile("(?:^|_)(?:"
            + "\\w*TOKEN|\\w*SECRETS?|\\w*PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?"
            + "|\\w*API_?KEY|PRIVATE_?KEY|SECRET_?KEY|ACCESS_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|SSH_?KEY"
            + ")(?:_|$)");

    /** As {@code DB_PASS} and {@code DB_PWD}; alone they are something else. */
    private static final Pattern SHORT = Pattern.compile("\\w+_(?:PASS|PWD)");

    /** What stands at the end of names that tell about a secret, not the secret. */
    private static final Set<String> ABOUT = Set.of(
            "FILE",
            "FILES",
            "PATH",
            "DIR",
            "DIRECTORY",
            "URL",
            "URI",
            "ENDPOINT",
            "HOST",
            "PORT",
            "NAME",
            "NAMES",
            "ID",
            "IDS",
            "TYPE",
            "KIND",
            "MODE",
            "CLASS",
            "VERSION",
            "LENGTH",
            "SIZE",
            "COUNT",
            "MIN",
            "MAX",
            "LIMIT",
            "TTL",
            "EXPIRY",
            "EXPIRES",
            "EXPIRATION",
            "TIMEOUT",
            "DURATION",
            "LIFETIME",
            "AGE",
            "ENABLED",
            "DISABLED",
            "REQUIRED",
            "HEADER",
            "FORMAT",
            "ALGORITHM",
            "ALG",
            "HASH",
            "POLICY",
            "PROVIDER",
            "BACKEND",
            "STORE",
            "PREFIX",
            "SUFFIX",
            "PATTERN",
            "REGEX",
            "USER",
            "USERNAME",
            "ISSUER",
            "AUDIENCE",
            "SCOPE",
            "DUMMY",
            "VALIDATION",
            "RESET",
            "AUTHENTICATION",
            "LOGIN",
            "CHARSET",
            "FLOW",
            "GRANT");

    /** What stands at the beginning of names of switches and numbers. */
    private static final List<String> SWITCHES = List.of(
            "MAX_", "MIN_", "NUM_", "ALLOW_", "DISABLE_", "ENABLE_", "USE_", "REQUIRE_", "SKIP_", "NO_", "HAS_");

    private SecretNames() {}

    /** Whether this one is. */
    public static boolean has(String name) {
        String folded = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[-.]", "_");
        return (SECRET.matcher(folded).find() || SHORT.matcher(folded).matches())
                && !folded.matches("(?:.*_)?PUBLIC(?:_.*)?")
                && !folded.equals("OLD_PWD")
                && !ABOUT.contains(folded.substring(folded.lastIndexOf('_') + 1))
                && SWITCHES.stream().noneMatch(folded::startsWith);
    }
}
