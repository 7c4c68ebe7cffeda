/**
 * The reference system under test.
 */
@NullMarked
package ai.netrasystems.goldenpath;

import org.jspecify.annotations.NullMarked;
