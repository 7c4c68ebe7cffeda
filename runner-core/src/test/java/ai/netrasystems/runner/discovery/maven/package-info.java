/** Tests of {@code discovery.maven}. */
@NullMarked
package ai.netrasystems.runner.discovery.maven;

import org.jspecify.annotations.NullMarked;
