/**
 * Where services come from: the provider's contract, the fallback policy, diagnoses, what a run was given and what it must close.
 */
@NullMarked
package ai.netrasystems.runner.environment;

import org.jspecify.annotations.NullMarked;
