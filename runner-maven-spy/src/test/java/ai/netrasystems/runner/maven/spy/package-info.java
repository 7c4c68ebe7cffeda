/** Tests of the spy's file; that it works inside Maven is tested where its answer is read. */
@NullMarked
package ai.netrasystems.runner.maven.spy;

import org.jspecify.annotations.NullMarked;
