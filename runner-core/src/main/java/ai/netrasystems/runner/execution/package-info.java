/**
 * Workers: dispatch, deadlines, crash recovery. Produces the events of the tests.
 */
@NullMarked
package ai.netrasystems.runner.execution;

import org.jspecify.annotations.NullMarked;
