/**
 * Finds the container engine that the docker CLI would talk to, asks it what it is, and binds Testcontainers to that
 * very engine. Called by the containers provider and by the clean-up; knows nothing of services. What finds and asks
 * uses the JDK alone, so that a machine without an engine never loads a class of Testcontainers.
 */
@NullMarked
package ai.netrasystems.runner.environment.containers.engine;

import org.jspecify.annotations.NullMarked;
