package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.QUARANTINE;
import static ai.netrasystems.runner.config.ConfigKeys.REASON;
import static ai.netrasystems.runner.config.ConfigKeys.TEST;
import static ai.netrasystems.runner.config.ConfigKeys.UNTIL;

import ai.netrasystems.runner.config.RunnerConfig.Quarantine;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code quarantine}. An entry needs a reason and an end: nothing is excused silently or for ever. */
final class QuarantineReader {
    private final Problems problems;
    private final EffectiveValues values;

    QuarantineReader(Problems problems, EffectiveValues values) {
        this.problems = problems;
        this.values = values;
    }

    List<Quarantine> read(MapReader top) {
        List<Quarantine> entries = new ArrayList<>();
        for (YamlMap map : top.maps(QUARANTINE)) {
            MapReader reader = MapReader.closed(map, "an entry of `quarantine`", problems, ConfigKeys.OF_QUARANTINE);
            Optional<String> test = given(reader, TEST);
            Optional<String> reason = given(reader, REASON);
            Optional<LocalDate> until = given(reader, UNTIL).flatMap(text -> date(text, reader));
            if (test.isPresent() && reason.isPresent() && until.isPresent()) {
                Quarantine entry = new Quarantine(test.get(), reason.get(), until.get(), map.origin());
                entries.add(entry);
                values.set(
                        QUARANTINE + "[" + entries.size() + "]",
                        entry.test() + " until " + entry.until() + ": " + entry.reason(),
                        entry.origin());
            }
        }
        return List.copyOf(entries);
    }

    private Optional<String> given(MapReader reader, String key) {
        Optional<String> text = reader.text(key);
        if (text.isEmpty() && reader.node(key).isEmpty()) {
            problems.add("an entry of `quarantine` needs `" + key + "`", reader.origin());
        }
        return text;
    }

    private Optional<LocalDate> date(String text, MapReader reader) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException noDate) {
            problems.add("`" + text + "` is no date", reader.originOf(UNTIL), "write it like 2026-12-31");
            return Optional.empty();
        }
    }
}
