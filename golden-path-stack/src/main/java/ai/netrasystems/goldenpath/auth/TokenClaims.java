package ai.netrasystems.goldenpath.auth;

import java.time.Instant;
import java.util.List;

/**
 * What a valid token says. Immutable.
 *
 * @param subject the user's id
 * @param email the user's address
 * @param permissions what the token allows
 * @param expires from when on it is not accepted any more, in whole seconds
 */
record TokenClaims(String subject, String email, List<String> permissions, Instant expires) {
    TokenClaims {
        permissions = List.copyOf(permissions);
    }
}
