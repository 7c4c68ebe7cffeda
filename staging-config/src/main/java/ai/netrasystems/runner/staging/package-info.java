/**
 * What test code sees of the environment that it runs in.
 */
@NullMarked
package ai.netrasystems.runner.staging;

import org.jspecify.annotations.NullMarked;
