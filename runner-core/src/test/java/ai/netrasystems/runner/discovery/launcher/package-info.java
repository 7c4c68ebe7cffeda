/** Tests of {@code discovery.launcher}. */
@NullMarked
package ai.netrasystems.runner.discovery.launcher;

import org.jspecify.annotations.NullMarked;
