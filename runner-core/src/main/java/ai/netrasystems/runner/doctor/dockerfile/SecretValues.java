package ai.netrasystems.runner.doctor.dockerfile;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which texts are secrets. A well-known form of token is one whatever it is called; any other text only under a name that
 * says so, and not where it stands in for one: {@code changeme}, {@code <token>}, {@code true}, a path, an address.
 */
final class SecretValues {
    private static final Pattern STAND_IN = Pattern.compile("(?:change|replace|fill|insert|set|put|add|enter)[-_ ]?"
            + "(?:me|it|this|in|here|your|the)?(?:[-_ ].*)?|your[-_ ].*|.*(?:placeholder|example|dummy|fake|redacted).*"
            + "|<.*>|\\[.*]|\\{\\{.*}}|%.*%|x+|\\*+|\\.+|-+|todo.*|none|null|nil|empty|unset|undefined|not[-_ ]?(?:set|used|needed)"
            + "|unused|true|false|yes|no|on|off|[01]|required|optional");

    private static final Pattern PATH = Pattern.compile("(?:~|\\.{1,2})?(?:/[\\w.@-]+)+/?|[A-Za-z]:[\\\\/].*");
    private static final Pattern ADDRESS = Pattern.compile("https?://[^@]*");

    private static final Map<String, Pattern> FORMS = Map.ofEntries(
            form("a GitHub token", "gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,}"),
            form("a GitLab token", "glpat-[A-Za-z0-9_-]{20,}"),
            form("an AWS access key", "(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}"),
            form("a Slack token", "xox[abeoprs]-[A-Za-z0-9-]{10,}"),
            form("an npm token", "npm_[A-Za-z0-9]{36}"),
            form("a PyPI token", "pypi-AgEI[A-Za-z0-9_-]{30,}"),
            form("a Google API key", "AIza[A-Za-z0-9_-]{35}"),
            form("a Stripe key", "[sr]k_live_[A-Za-z0-9]{16,}"),
            form("a JSON web token", "eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}"),
            form(
                    "a private key",
                    "-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\s|\\\\n|\\\\)*(?:Proc-Type:|[A-Za-z0-9+/=]{16,}).*"));

    private SecretValues() {}

    private static Map.Entry<String, Pattern> form(String called, String regex) {
        return Map.entry(
                called, Pattern.compile("(?<![A-Za-z0-9])(?:" + regex + ")(?![A-Za-z0-9])", Pattern.DOTALL));
    }

    /** What well-known form of secret stands anywhere in the text, such as {@code a GitHub token}. */
    static Optional<String> knownForm(String text) {
        return FORMS.entrySet().stream()
                .filter(form -> form.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    /** Whether the value of something with a secret's name is one. */
    static boolean isSecret(String value) {
        String text = value.strip();
        return !text.isEmpty()
                && !STAND_IN.matcher(text.toLowerCase(Locale.ROOT)).matches()
                && !PATH.matcher(text).matches()
                && !ADDRESS.matcher(text).matches();
    }
}
