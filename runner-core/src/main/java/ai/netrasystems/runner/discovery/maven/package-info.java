/**
 * The Maven side of discovery: the reactor, one call that compiles and tells each module's classpath, and its cached
 * answer. Everything behind {@link ai.netrasystems.runner.discovery.maven.MavenProject} could be replaced by an event
 * spy inside Maven without a change outside.
 */
@NullMarked
package ai.netrasystems.runner.discovery.maven;

import org.jspecify.annotations.NullMarked;
