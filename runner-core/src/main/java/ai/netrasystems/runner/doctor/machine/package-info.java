/** What the machine has for runs, and what staging is set up for. */
@NullMarked
package ai.netrasystems.runner.doctor.machine;

import org.jspecify.annotations.NullMarked;
