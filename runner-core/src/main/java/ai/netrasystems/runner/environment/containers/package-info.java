/**
 * Services as containers of an engine: images pulled or built, containers started along {@code depends_on} and watched
 * until they are ready, all of it removed again. Only here is the container library used.
 */
@NullMarked
package ai.netrasystems.runner.environment.containers;

import org.jspecify.annotations.NullMarked;
