@NullMarked
package ai.netrasystems.runner.staging;

import org.jspecify.annotations.NullMarked;
