/** The program that creates and upgrades the schema, and then ends. It alone changes tables. */
@NullMarked
package ai.netrasystems.goldenpath.migration;

import org.jspecify.annotations.NullMarked;
