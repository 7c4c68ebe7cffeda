/**
 * YAML and flags become values with their origin. Decides nothing about a run.
 */
@NullMarked
package ai.netrasystems.runner.config;

import org.jspecify.annotations.NullMarked;
