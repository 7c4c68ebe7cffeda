/**
 * Hands the environment's values to JUnit Jupiter tests as parameters. The only package here that refers to JUnit; it
 * uses nothing that Jupiter 5.8 lacks or 6.1 dropped.
 */
@NullMarked
package ai.netrasystems.runner.staging.jupiter;

import org.jspecify.annotations.NullMarked;
