package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.DOCTOR;
import static ai.netrasystems.runner.config.ConfigKeys.LARGE_FILE;
import static ai.netrasystems.runner.config.ConfigKeys.PATH;
import static ai.netrasystems.runner.config.ConfigKeys.PATHS;
import static ai.netrasystems.runner.config.ConfigKeys.RULES;

import ai.netrasystems.runner.config.rule.DoctorSettings;
import ai.netrasystems.runner.config.rule.DoctorSettings.PathRules;
import ai.netrasystems.runner.config.rule.PathGlob;
import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code doctor}: which rules count, where, and how much. */
final class DoctorReader {
    /** Every rule's id, for keys of {@code rules}. */
    static final List<String> RULE_IDS =
            Arrays.stream(Rule.values()).map(Rule::id).toList();

    private final Problems problems;
    private final EffectiveValues values;

    DoctorReader(Problems problems, EffectiveValues values) {
        this.problems = problems;
        this.values = values;
    }

    DoctorSettings read(MapReader top) {
        return top.map(DOCTOR).map(this::settings).orElseGet(DoctorSettings::standard);
    }

    private DoctorSettings settings(YamlMap map) {
        MapReader doctor = MapReader.closed(map, "`doctor`", problems, ConfigKeys.OF_DOCTOR);
        Map<Rule, Severity> rules = rules(doctor, DOCTOR + "." + RULES);
        List<PathRules> paths = new ArrayList<>();
        for (YamlMap entry : doctor.maps(PATHS)) {
            MapReader reader =
                    MapReader.closed(entry, "an entry of `doctor.paths`", problems, ConfigKeys.OF_PATH_RULES);
            Optional<PathGlob> glob = glob(reader);
            Map<Rule, Severity> some =
                    rules(reader, DOCTOR + "." + PATHS + "[" + reader.text(PATH).orElse("?") + "]");
            glob.ifPresent(found -> paths.add(new PathRules(found, some)));
        }
        return new DoctorSettings(rules, paths, largeFile(doctor));
    }

    private Map<Rule, Severity> rules(MapReader reader, String name) {
        Map<Rule, Severity> found = new EnumMap<>(Rule.class);
        reader.map(RULES).ifPresent(map -> {
            MapReader rules = MapReader.closed(map, "`" + RULES + "` of `doctor`", problems, RULE_IDS);
            for (Rule rule : Rule.values()) {
                rules.choice(rule.id(), Severity.class).ifPresent(severity -> {
                    found.put(rule, severity);
                    values.put(
                            name + "." + rule.id(),
                            MapReader.label(rule.severity()),
                            Optional.of(MapReader.label(severity)),
                            rules.originOf(rule.id()));
                });
            }
        });
        return found;
    }

    private Optional<PathGlob> glob(MapReader reader) {
        Optional<String> text = reader.text(PATH);
        if (text.isEmpty()) {
            problems.add("an entry of `doctor.paths` needs `path`", reader.origin());
            return Optional.empty();
        }
        Optional<PathGlob> glob = PathGlob.of(text.get());
        if (glob.isEmpty()) {
            problems.add(
                    "`" + text.get() + "` is no pattern for paths below the project",
                    reader.originOf(PATH),
                    "write it like `services/*/Dockerfile` or `legacy/**`");
        }
        return glob;
    }

    private long largeFile(MapReader doctor) {
        Optional<String> text = doctor.text(LARGE_FILE);
        OptionalLong bytes = text.map(ByteSizeText::parse).orElseGet(OptionalLong::empty);
        boolean fits = bytes.isPresent() && bytes.getAsLong() > 0;
        if (text.isPresent() && !fits) {
            problems.add("`" + text.get() + "` is not " + ByteSizeText.EXPECTED, doctor.originOf(LARGE_FILE));
        }
        values.put(DOCTOR + "." + LARGE_FILE, "10m", text.filter(any -> fits), doctor.originOf(LARGE_FILE));
        return fits ? bytes.getAsLong() : DoctorSettings.LARGE_FILE;
    }
}
