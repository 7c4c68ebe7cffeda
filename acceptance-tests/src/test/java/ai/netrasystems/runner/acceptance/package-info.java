/** The product's promises, checked from outside: the start script, its exit codes, its reports, what it leaves behind. */
@NullMarked
package ai.netrasystems.runner.acceptance;

import org.jspecify.annotations.NullMarked;
