/**
 * What test code sees of the environment that it runs in, as immutable values read from environment variables.
 *
 * <p>Test classes get these values as parameters through {@code staging.jupiter}; {@code staging.http} and
 * {@code staging.websocket} send requests with them. This package refers to none of the three, nor to JUnit, OkHttp or
 * Java-WebSocket, so it loads on any classpath.
 */
@NullMarked
package ai.netrasystems.runner.staging;

import org.jspecify.annotations.NullMarked;
