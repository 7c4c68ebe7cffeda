/**
 * What an image is built from, as the docker CLI and the engine see it: Dockerfiles with their lines,
 * {@code .dockerignore}, and the build context that is sent. Reads files; talks to no engine.
 */
@NullMarked
package ai.netrasystems.runner.environment.image;

import org.jspecify.annotations.NullMarked;
