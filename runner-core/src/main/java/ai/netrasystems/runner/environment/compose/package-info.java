/**
 * Compose files as this runner reads them: services, what they depend on, and the extension field {@code x-runner}.
 * Says what is written, not how a service is run.
 */
@NullMarked
package ai.netrasystems.runner.environment.compose;

import org.jspecify.annotations.NullMarked;
