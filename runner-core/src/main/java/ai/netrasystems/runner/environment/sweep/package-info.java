/** What dead runs of a project left behind, on this machine and on the engine: for {@code runner clean}, and for who asks only. */
@NullMarked
package ai.netrasystems.runner.environment.sweep;

import org.jspecify.annotations.NullMarked;
