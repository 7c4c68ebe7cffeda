/** What {@code runner list} and {@code runner config} print: small records, and their text. */
@NullMarked
package ai.netrasystems.runner.cli.view;

import org.jspecify.annotations.NullMarked;
