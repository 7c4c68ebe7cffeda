/**
 * The E2E access token of a run: taken from an auth service with a bypass key, renewed in time, kept in a file for
 * tests. The only package of the environment that talks HTTP with OkHttp.
 */
@NullMarked
package ai.netrasystems.runner.environment.token;

import org.jspecify.annotations.NullMarked;
