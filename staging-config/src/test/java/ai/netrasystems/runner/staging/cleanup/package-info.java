@NullMarked
package ai.netrasystems.runner.staging.cleanup;

import org.jspecify.annotations.NullMarked;
