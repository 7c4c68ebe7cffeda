/**
 * What people and machines are told of a run: the tally and the verdict over it, and one class a format. Made of events
 * alone, live or from a journal; changes nothing of the run.
 */
@NullMarked
package ai.netrasystems.runner.report;

import org.jspecify.annotations.NullMarked;
