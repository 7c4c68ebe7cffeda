/**
 * The worker JVM's side: the codec and the loop that drives the Launcher.
 */
@NullMarked
package ai.netrasystems.runner.worker;

import org.jspecify.annotations.NullMarked;
