/** {@code runner doctor}: ties what is found in files and on the machine together. Rooms of its own do the work. */
@NullMarked
package ai.netrasystems.runner.doctor;

import org.jspecify.annotations.NullMarked;
