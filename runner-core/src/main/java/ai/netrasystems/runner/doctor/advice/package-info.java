/** What doctor's rules say of one build that failed in a run. */
@NullMarked
package ai.netrasystems.runner.doctor.advice;

import org.jspecify.annotations.NullMarked;
