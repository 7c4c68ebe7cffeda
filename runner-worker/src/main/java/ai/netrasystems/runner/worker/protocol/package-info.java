/**
 * What controller and worker say to each other: messages as records, and their encoding apart from them. Used on both
 * sides; knows neither JUnit nor sockets.
 */
@NullMarked
package ai.netrasystems.runner.worker.protocol;

import org.jspecify.annotations.NullMarked;
