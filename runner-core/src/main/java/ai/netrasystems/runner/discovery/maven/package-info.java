/**
 * The Maven side of discovery: the reactor, one call that compiles and lets our spy write down what the tests are told,
 * and its cached answer as values. What the parameters mean is known to {@code discovery.surefire}.
 */
@NullMarked
package ai.netrasystems.runner.discovery.maven;

import org.jspecify.annotations.NullMarked;
