/** What {@code runner doctor} finds. */
@NullMarked
package ai.netrasystems.runner.doctor.finding;

import org.jspecify.annotations.NullMarked;
