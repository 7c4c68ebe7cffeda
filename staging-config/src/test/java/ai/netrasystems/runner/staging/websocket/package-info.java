@NullMarked
package ai.netrasystems.runner.staging.websocket;

import org.jspecify.annotations.NullMarked;
