/**
 * Build tool to classpath and test settings; class files to candidate test classes and tags, without loading them.
 */
@NullMarked
package ai.netrasystems.runner.discovery;

import org.jspecify.annotations.NullMarked;
