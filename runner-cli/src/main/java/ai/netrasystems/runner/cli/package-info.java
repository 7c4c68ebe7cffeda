/**
 * Commands and the console. No decisions.
 */
@NullMarked
package ai.netrasystems.runner.cli;

import org.jspecify.annotations.NullMarked;
