/**
 * Services as processes of this machine.
 */
@NullMarked
package ai.netrasystems.runner.environment.local;

import org.jspecify.annotations.NullMarked;
