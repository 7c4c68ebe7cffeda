package ai.netrasystems.runner.environment.staging;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * One question to one origin: are you a test target? Its nonce is never asked twice, so that an answer cannot have been
 * made before. Immutable.
 *
 * @param origin who is asked
 * @param nonce base64url without padding of 32 random bytes
 */
record Challenge(URI origin, String nonce) {
    private static final int NONCE_BYTES = 32;

    static Challenge to(URI origin, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Challenge(origin, Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    }

    /** The URL that asks it. */
    URI url() {
        return URI.create(origin + Declaration.PATH + "?nonce=" + nonce);
    }
}
