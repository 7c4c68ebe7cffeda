package ai.netrasystems.runner.staging;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rule for the host names of a staging system (issue 1278): exactly one label under its domain. A wildcard
 * certificate {@code *.example.com} covers one label only (RFC 6125 section 6.4.3), so a former
 * {@code api.staging.example.com} is refused, and so is the bare domain, which is no staging system. Pure.
 *
 * @param domain in lower case, of two labels at least
 */
public record DomainRule(String domain) {
    /** The variable that tells our clients in a worker the domain of the run's profile. */
    public static final String VARIABLE = "RUNNER_STAGING_DOMAIN";

    /** RFC 1123 section 2.1: letters, digits and hyphens, no hyphen at either end, at most 63 characters. */
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Checks the domain.
     *
     * @throws IllegalArgumentException where it is none, or has one label only: all names under it would keep the rule
     */
    public DomainRule {
        List<String> labels = List.of(domain.split("\\.", -1));
        if (labels.size() < 2
                || !labels.stream().allMatch(label -> LABEL.matcher(label).matches())) {
            throw new IllegalArgumentException("`" + domain + "` is no domain of two labels or more in lower case");
        }
    }

    /** That of the process' variables; empty where the run has no staging profile. */
    public static Optional<DomainRule> from(EnvironmentVariables variables) {
        return variables.find(VARIABLE).map(domain -> {
            try {
                return new DomainRule(domain);
            } catch (IllegalArgumentException noDomain) {
                throw new InvalidVariableException(VARIABLE, String.valueOf(noDomain.getMessage()));
            }
        });
    }

    /** Judges the host of a URL, the one that a client would connect to, whatever stands before an {@code @}. */
    public DomainVerdict check(URI url) {
        String host = url.getHost();
        return host == null ? refused("", "the URL has no host name") : check(host);
    }

    /** Judges a host name; case and one final dot do not matter. */
    public DomainVerdict check(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.equals(domain)) {
            return refused(host, "the bare domain is no staging system");
        }
        if (!name.endsWith("." + domain)) {
            return refused(host, "it is not under " + domain);
        }
        String below = name.substring(0, name.length() - domain.length() - 1);
        for (String label : below.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return refused(host, "it is not a host name");
            }
        }
        if (below.indexOf('.') >= 0) {
            return new DomainVerdict.Refused(
                    host,
                    "it has more than one label under " + domain + ", which the wildcard certificate does not cover",
                    "use one label, as " + below.replace('.', '-') + "." + domain);
        }
        return new DomainVerdict.Allowed(name);
    }

    private DomainVerdict refused(String host, String reason) {
        return new DomainVerdict.Refused(host, reason, "use one label, as staging." + domain);
    }
}
