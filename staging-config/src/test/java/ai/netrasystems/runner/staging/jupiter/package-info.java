@NullMarked
package ai.netrasystems.runner.staging.jupiter;

import org.jspecify.annotations.NullMarked;
