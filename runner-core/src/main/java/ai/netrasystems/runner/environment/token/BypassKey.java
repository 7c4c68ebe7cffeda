package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.model.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** What opens the simulated login of an auth service; its holder can be anybody there. */
public record BypassKey(Secret secret) {
    private static final int BYTES = 32;

    /** A key for one run. */
    public static BypassKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new BypassKey(new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }
}
