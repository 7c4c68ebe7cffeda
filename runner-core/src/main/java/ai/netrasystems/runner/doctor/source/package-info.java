/** What {@code runner doctor} looks at: images that Compose files have built, their Dockerfiles read once. */
@NullMarked
package ai.netrasystems.runner.doctor.source;

import org.jspecify.annotations.NullMarked;
