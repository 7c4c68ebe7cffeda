package ai.netrasystems.goldenpath.backend;

import java.time.Instant;

/**
 * Who somebody is, as auth says.
 *
 * @param id the user's id
 * @param tokenExpires from when on the token that said so is not accepted any more
 */
record User(String id, Instant tokenExpires) {}
