/** Rules for Compose files, and what their references to contexts and Dockerfiles were likely meant to say. */
@NullMarked
package ai.netrasystems.runner.doctor.compose;

import org.jspecify.annotations.NullMarked;
