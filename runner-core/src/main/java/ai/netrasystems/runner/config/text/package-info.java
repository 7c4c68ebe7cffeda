/** Small texts that people write in files and on the command line: durations, sizes, names with a typing error. */
@NullMarked
package ai.netrasystems.runner.config.text;

import org.jspecify.annotations.NullMarked;
