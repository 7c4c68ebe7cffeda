/**
 * What says that a test may have failed by its environment and not by itself: classes of exceptions, and the exchanges
 * that our clients recorded. Typed, never the text of a message; it only asks for a probe, which decides. Called by {@code
 * run}, handed to leases; knows no provider.
 */
@NullMarked
package ai.netrasystems.runner.environment.evidence;

import org.jspecify.annotations.NullMarked;
