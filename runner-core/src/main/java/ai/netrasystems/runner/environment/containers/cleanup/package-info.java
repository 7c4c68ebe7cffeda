/**
 * Whose an engine's objects are, and what is removed of them: labels on containers, networks, volumes and images; a
 * ledger of image ids; the removal of what a dead run left. Called by the containers provider and by {@code clean};
 * never touches what does not carry all of the runner's labels or stand in a run's own ledger.
 */
@NullMarked
package ai.netrasystems.runner.environment.containers.cleanup;

import org.jspecify.annotations.NullMarked;
