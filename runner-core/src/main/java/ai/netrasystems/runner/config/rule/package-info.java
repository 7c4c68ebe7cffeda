/** The rules of {@code runner doctor}, and how a project sets them. What checks them stands in {@code doctor}. */
@NullMarked
package ai.netrasystems.runner.config.rule;

import org.jspecify.annotations.NullMarked;
