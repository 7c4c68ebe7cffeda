/** The written forms of an examination for other programs: JSON and SARIF. */
@NullMarked
package ai.netrasystems.runner.doctor.output;

import org.jspecify.annotations.NullMarked;
