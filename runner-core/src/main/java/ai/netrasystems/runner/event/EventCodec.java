package ai.netrasystems.runner.event;

import ai.netrasystems.runner.model.RunId;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.jr.ob.JSON;

/**
 * An event and its line of JSON: {@code {"schema":1,"run":..,"sequence":..,"time":..,"kind":"test-finished",...}}.
 *
 * <p>Rules of the written form, version {@value #SCHEMA}: fields and kinds are only ever added; what is absent has no
 * field; times are ISO-8601 instants in UTC; durations are decimal seconds and their field's name ends in {@code
 * Seconds}; sets and maps are sorted. A line is pure ASCII (everything else is escaped): so a text with half a
 * surrogate pair survives, a cut never falls within a character, and no terminal's encoding matters.
 *
 * <p>Immutable and thread-safe.
 */
public final class EventCodec {
    /** Version of the written form. */
    public static final int SCHEMA = 1;

    // Journals are ours: a test may print or report anything, so there is no limit that could make one unreadable.
    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private final JSON json = JSON.builder(factory).build().with(JSON.Feature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** The line of an event, without a line break; there is none inside it either. */
    public String write(Stamped stamped) {
        return line(line -> {
            line.text("run", stamped.run().value())
                    .number("sequence", stamped.sequence())
                    .text("time", stamped.time().toString());
            stamped.event().accept(new EventWriter(line));
        });
    }

    /** The line of what a check of staging came to, by the same rules. */
    public String write(StagingVerdict verdict) {
        return line(line -> line.text("profile", verdict.profile())
                .text("outcome", EventWriter.label(verdict.outcome()))
                .number("exitCode", verdict.outcome().exitCode())
                .seconds("took", verdict.took())
                .objects("checks", verdict.checks(), EventWriter::checked)
                .objects("diagnoses", verdict.diagnoses(), EventWriter::diagnosis));
    }

    private String line(Consumer<JsonLine> fields) {
        return JsonLine.of(line -> fields.accept(line.number("schema", SCHEMA)));
    }

    /** Reads a line. Unknown fields are ignored; a line that can't be read is an answer, not an exception. */
    public Decoded read(String line) {
        try {
            return read(new JsonFields(json.mapFrom(line)));
        } catch (JsonFields.Unfit unfit) {
            return new Decoded.Unreadable(unfit.why());
        } catch (JacksonException damaged) {
            // Its message would quote the source and name positions in it; the place is known to the caller.
            return new Decoded.Unreadable("not a JSON object");
        }
    }

    private static Decoded read(JsonFields fields) {
        long schema = fields.number("schema");
        if (schema != SCHEMA) {
            return new Decoded.Unreadable("schema " + schema + ", and this runner reads " + SCHEMA);
        }
        String kind = fields.text("kind");
        return EventReader.of(kind)
                .<Decoded>map(reader -> new Decoded.Known(new Stamped(
                        fields.id("run", RunId::new),
                        fields.number("sequence"),
                        fields.instant("time"),
                        reader.apply(fields))))
                .orElseGet(() -> new Decoded.Unknown(kind));
    }
}
