/** JUnit's tag expressions as values: parsed with a column on an error, matched against a set of tags. */
@NullMarked
package ai.netrasystems.runner.config.tags;

import org.jspecify.annotations.NullMarked;
