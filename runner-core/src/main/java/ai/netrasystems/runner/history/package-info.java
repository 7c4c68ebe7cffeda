/**
 * The journal, and what is derived from it.
 */
@NullMarked
package ai.netrasystems.runner.history;

import org.jspecify.annotations.NullMarked;
