/** Tests of what rules say of a build that failed. */
@NullMarked
package ai.netrasystems.runner.doctor.advice;

import org.jspecify.annotations.NullMarked;
