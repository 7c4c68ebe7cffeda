/**
 * A WebSocket as a test of the run: offers the subprotocols with the token, says who it is, notices what goes wrong and
 * says what it was. The only package here that refers to Java-WebSocket, which is optional.
 */
@NullMarked
package ai.netrasystems.runner.staging.websocket;

import org.jspecify.annotations.NullMarked;
