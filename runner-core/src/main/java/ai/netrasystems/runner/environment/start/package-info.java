/**
 * The order in which services start, whatever starts them: side by side along {@code depends_on}, the first failure
 * ends the rest. Called by the mechanisms that start services themselves; knows none of them.
 */
@NullMarked
package ai.netrasystems.runner.environment.start;

import org.jspecify.annotations.NullMarked;
