/**
 * The chat service: REST and WebSocket on one port, threads in Postgres, sessions in Redis, users by asking auth.
 * It holds no signing key.
 */
@NullMarked
package ai.netrasystems.goldenpath.backend;

import org.jspecify.annotations.NullMarked;
