@NullMarked
package ai.netrasystems.runner.staging.http;

import org.jspecify.annotations.NullMarked;
