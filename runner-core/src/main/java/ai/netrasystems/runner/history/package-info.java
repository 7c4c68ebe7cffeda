/**
 * The journal: the one writer of a run's events, and the reading of what it wrote. Called by {@code run} and {@code
 * report}; knows no format but the events' own and judges nothing.
 */
@NullMarked
package ai.netrasystems.runner.history;

import org.jspecify.annotations.NullMarked;
