package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.RunId;
import java.time.Instant;

/**
 * An event in its place in the stream.
 *
 * @param run the run it belongs to
 * @param sequence 1, 2, 3, ... without a gap within a run
 * @param time when the writer took it
 * @param event what happened
 */
public record Stamped(RunId run, long sequence, Instant time, RunEvent event) {}
