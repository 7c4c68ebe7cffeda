/**
 * Services of a staging system: judged before any test, from its name over its certificate and what it declares itself
 * to be to a token and a WebSocket. Starts nothing there; what it holds here is a token.
 */
@NullMarked
package ai.netrasystems.runner.environment.staging;

import org.jspecify.annotations.NullMarked;
