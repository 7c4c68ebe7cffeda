/**
 * The pure planner: configuration, request and scanned classes in, {@code RunPlan} out. No file, clock or process.
 */
@NullMarked
package ai.netrasystems.runner.plan;

import org.jspecify.annotations.NullMarked;
