/**
 * Ties the steps together: the only package that knows them all.
 */
@NullMarked
package ai.netrasystems.runner.run;

import org.jspecify.annotations.NullMarked;
