@NullMarked
package ai.netrasystems.runner.staging.courtesy;

import org.jspecify.annotations.NullMarked;
