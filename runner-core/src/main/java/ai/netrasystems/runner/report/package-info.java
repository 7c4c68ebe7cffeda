/**
 * One class a format, each a consumer of events.
 */
@NullMarked
package ai.netrasystems.runner.report;

import org.jspecify.annotations.NullMarked;
