/**
 * Build tool to classpath and test settings; class files to candidate test classes and tags, without loading them.
 * Called by {@code run} alone; the mechanisms stand in the packages below ({@code classfile}, {@code maven},
 * {@code launcher}), which do not know each other's build tool.
 */
@NullMarked
package ai.netrasystems.runner.discovery;

import org.jspecify.annotations.NullMarked;
