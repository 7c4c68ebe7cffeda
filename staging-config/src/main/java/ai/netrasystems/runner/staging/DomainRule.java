package ai.netrasystems.runner.staging;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rule for the host names of a staging system (issue 1278): exactly one label under {@code netrasystems.ai}. The
 * wildcard certificate {@code *.netrasystems.ai} covers one label only (RFC 6125 section 6.4.3), so the former
 * {@code *.staging.netrasystems.ai} is refused, and so is the bare domain, which is no staging system. Pure.
 */
public final class DomainRule {
    private static final String DOMAIN = "netrasystems.ai";

    /** RFC 1123 section 2.1: letters, digits and hyphens, no hyphen at either end, at most 63 characters. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private DomainRule() {}

    /** Judges the host of a URL, the one that a client would connect to, whatever stands before an {@code @}. */
    public static DomainVerdict check(URI url) {
        String host = url.getHost();
        return host == null ? refused("", "the URL has no host name") : check(host);
    }

    /** Judges a host name; case and one final dot do not matter. */
    public static DomainVerdict check(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.equals(DOMAIN)) {
            return refused(host, "the bare domain is no staging system");
        }
        if (!name.endsWith("." + DOMAIN)) {
            return refused(host, "it is not under " + DOMAIN);
        }
        String below = name.substring(0, name.length() - DOMAIN.length() - 1);
        for (String label : below.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return refused(host, "it is not a host name");
            }
        }
        if (below.indexOf('.') >= 0) {
            return new DomainVerdict.Refused(
                    host,
                    "it has more than one label under " + DOMAIN + ", which the wildcard certificate does not cover",
                    "use one label, as " + below.replace('.', '-') + "." + DOMAIN);
        }
        return new DomainVerdict.Allowed(name);
    }

    private static DomainVerdict refused(String host, String reason) {
        return new DomainVerdict.Refused(host, reason, "use one label, as staging." + DOMAIN);
    }
}
