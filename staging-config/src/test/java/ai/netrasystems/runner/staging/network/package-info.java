@NullMarked
package ai.netrasystems.runner.staging.network;

import org.jspecify.annotations.NullMarked;
