/** Tests of what the machine has for runs, and the machine of the rules' examples. */
@NullMarked
package ai.netrasystems.runner.doctor.machine;

import org.jspecify.annotations.NullMarked;
