/**
 * The journal: the one writer of a run's events, the reading of what it wrote, and what earlier journals tell the plan.
 * Called by {@code run} and {@code report}; knows no format but the events' own and judges nothing.
 */
@NullMarked
package ai.netrasystems.runner.history;

import org.jspecify.annotations.NullMarked;
