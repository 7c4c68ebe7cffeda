/** The way to Postgres: its URL, connections in bounded time, the version of the schema. It knows no table of ours. */
@NullMarked
package ai.netrasystems.goldenpath.postgres;

import org.jspecify.annotations.NullMarked;
