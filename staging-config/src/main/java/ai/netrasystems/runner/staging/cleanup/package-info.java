/**
 * What tests ask to be removed from a staging system, as data: the runner carries it out when the tests have ended,
 * whatever became of the process that asked. Uses the JDK alone.
 */
@NullMarked
package ai.netrasystems.runner.staging.cleanup;

import org.jspecify.annotations.NullMarked;
