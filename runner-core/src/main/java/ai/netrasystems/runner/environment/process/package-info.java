/**
 * Processes of this machine as the environment needs them: who they are (a pid alone is no identity), how they are
 * started, written down, ended, and removed after a run whose own end did not come. Knows nothing of services.
 */
@NullMarked
package ai.netrasystems.runner.environment.process;

import org.jspecify.annotations.NullMarked;
