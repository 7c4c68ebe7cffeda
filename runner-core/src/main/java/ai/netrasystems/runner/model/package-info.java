/**
 * The words that everything shares: ids, units, names. Imports nothing of ours; every type is an immutable value, but
 * for {@link ai.netrasystems.runner.model.StopSignal}.
 */
@NullMarked
package ai.netrasystems.runner.model;

import org.jspecify.annotations.NullMarked;
