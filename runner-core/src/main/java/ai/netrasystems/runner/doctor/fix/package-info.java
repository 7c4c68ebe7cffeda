/**
 * What {@code runner doctor --fix} does: a plan made of surveys, pure data that can be shown, and its execution. Deletes
 * nothing but Python's caches that git does not track; writes nothing but lines at the end of ignore files and paths in
 * Compose files that have one sure answer.
 */
@NullMarked
package ai.netrasystems.runner.doctor.fix;

import org.jspecify.annotations.NullMarked;
