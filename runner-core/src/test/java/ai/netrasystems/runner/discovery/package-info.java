/** Tests of {@code discovery}. */
@NullMarked
package ai.netrasystems.runner.discovery;

import org.jspecify.annotations.NullMarked;
