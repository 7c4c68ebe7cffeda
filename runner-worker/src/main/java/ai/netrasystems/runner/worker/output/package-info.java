/** Standard output and error of tests: captured, and attributed to the test whose thread wrote. */
@NullMarked
package ai.netrasystems.runner.worker.output;

import org.jspecify.annotations.NullMarked;
