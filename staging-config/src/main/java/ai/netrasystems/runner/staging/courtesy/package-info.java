/**
 * How much our clients ask of a host that others use, too. Uses the JDK alone; {@code staging.http} and
 * {@code staging.websocket} wait for their turn here.
 */
@NullMarked
package ai.netrasystems.runner.staging.courtesy;

import org.jspecify.annotations.NullMarked;
