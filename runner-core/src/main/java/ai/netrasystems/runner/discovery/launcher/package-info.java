/**
 * Which JUnit Platform a classpath has, what is missing to launch it, and where the missing jars are found.
 */
@NullMarked
package ai.netrasystems.runner.discovery.launcher;

import org.jspecify.annotations.NullMarked;
