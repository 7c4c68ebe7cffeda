/**
 * The command line as a table of options, its help, and its reading into a {@code RunRequest}. Decides nothing about a
 * run: what two options mean together is the planner's to say.
 */
@NullMarked
package ai.netrasystems.runner.cli.command;

import org.jspecify.annotations.NullMarked;
