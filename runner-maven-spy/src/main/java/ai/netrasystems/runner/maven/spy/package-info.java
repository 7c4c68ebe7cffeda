/**
 * What is put into the user's Maven: an event spy that writes down, at the moment when {@code mvn test} would start its
 * tests, what the test plug-ins are told. It judges nothing; what the lines mean is known to the one who reads them.
 */
@NullMarked
package ai.netrasystems.runner.maven.spy;

import org.jspecify.annotations.NullMarked;
