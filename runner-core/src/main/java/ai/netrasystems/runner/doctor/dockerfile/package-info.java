/**
 * Rules for Dockerfiles. {@link ai.netrasystems.runner.doctor.dockerfile.DockerfileRules} is asked by the doctor; each
 * rule is a small class behind it. They know nothing of contexts.
 */
@NullMarked
package ai.netrasystems.runner.doctor.dockerfile;

import org.jspecify.annotations.NullMarked;
