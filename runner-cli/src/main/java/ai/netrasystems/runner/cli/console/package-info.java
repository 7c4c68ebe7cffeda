/**
 * What a run looks like on the terminal: pure consumers of the event stream. {@link
 * ai.netrasystems.runner.cli.console.EventLines} says what an event looks like, a {@link
 * ai.netrasystems.runner.cli.console.Screen} where lines go; neither knows of the run itself.
 */
@NullMarked
package ai.netrasystems.runner.cli.console;

import org.jspecify.annotations.NullMarked;
