/** Staging profiles: the built-in ones and those of {@code runner.yml}, from YAML to the record that all share. */
@NullMarked
package ai.netrasystems.runner.config.profile;

import org.jspecify.annotations.NullMarked;
