/**
 * What happens in a run, as values, and their written form. The one stream that reports, history and verdict read.
 */
@NullMarked
package ai.netrasystems.runner.event;

import org.jspecify.annotations.NullMarked;
