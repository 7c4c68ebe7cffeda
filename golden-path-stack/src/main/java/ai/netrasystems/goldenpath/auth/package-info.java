/**
 * The authentication service: simulated logins for tests, signed access tokens, introspection. It alone holds the
 * signing key; everybody else asks it.
 */
@NullMarked
package ai.netrasystems.goldenpath.auth;

import org.jspecify.annotations.NullMarked;
