/**
 * YAML read to immutable nodes that know their line, and a small typed reading layer over them. {@code YamlDocument}
 * reads a file, {@code MapReader} reads a map's keys as typed values; whatever is wrong is collected in a
 * {@code Problems}, so that a person sees all of it at once. Used for {@code runner.yml} and for Compose files; knows
 * the meaning of neither.
 */
@NullMarked
package ai.netrasystems.runner.config.yaml;

import org.jspecify.annotations.NullMarked;
