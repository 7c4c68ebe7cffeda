/**
 * What our clients saw of the network, told to the runner: it is the evidence by which a failure of the infrastructure is
 * told from one of the product. Uses the JDK alone; {@code staging.http} and {@code staging.websocket} write to it.
 */
@NullMarked
package ai.netrasystems.runner.staging.network;

import org.jspecify.annotations.NullMarked;
