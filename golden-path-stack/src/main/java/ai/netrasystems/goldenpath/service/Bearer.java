package ai.netrasystems.goldenpath.service;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code Authorization: Bearer} header (RFC 6750 section 2.1). */
public final class Bearer {

    // RFC 9110: the scheme's name has no case. RFC 6750: b64token.
    private static final Pattern CREDENTIALS = Pattern.compile("(?i:Bearer) +([A-Za-z0-9._~+/-]+=*) *");

    private Bearer() {}

    /** The token in the header's value; empty where the header is absent or of another kind. */
    public static Optional<String> token(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        Matcher credentials = CREDENTIALS.matcher(header);
        return credentials.matches() ? Optional.of(credentials.group(1)) : Optional.empty();
    }
}
