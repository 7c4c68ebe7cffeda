/**
 * Lines of JSON that a test process leaves for the runner, so written that a process that is killed loses none. Uses the
 * JDK alone: {@code staging.network} and {@code staging.cleanup} write with it.
 */
@NullMarked
package ai.netrasystems.runner.staging.journal;

import org.jspecify.annotations.NullMarked;
