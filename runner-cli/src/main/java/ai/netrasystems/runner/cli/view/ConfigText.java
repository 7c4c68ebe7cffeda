package ai.netrasystems.runner.cli.view;

import ai.netrasystems.runner.cli.console.SafeText;
import ai.netrasystems.runner.config.EffectiveValue;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of {@code runner config}: name, value, where it came from, what it won over. */
public final class ConfigText {
    private ConfigText() {}

    /**
     * Lines.
     *
     * @param workingDirectory files below it are named from there
     */
    public static List<String> of(List<EffectiveValue> values, Path workingDirectory) {
        List<List<String>> rows = new ArrayList<>();
        for (EffectiveValue value : values) {
            rows.add(List.of(value.name(), value.value(), origin(value, workingDirectory)));
        }
        return Columns.of(rows).stream().map(SafeText::line).toList();
    }

    /** An origin with its file named from the working directory where it lies below it. */
    public static String text(Origin origin, Path workingDirectory) {
        Optional<Path> near = origin.file()
                .filter(file -> file.isAbsolute() && file.startsWith(workingDirectory))
                .map(workingDirectory::relativize);
        return new Origin(origin.source(), near.or(origin::file), origin.line(), origin.detail()).toString();
    }

    private static String origin(EffectiveValue value, Path workingDirectory) {
        String beaten = value.overrode().stream()
                .map(setting -> setting.value() + " of " + text(setting.origin(), workingDirectory))
                .collect(Collectors.joining(", "));
        return text(value.origin(), workingDirectory) + (beaten.isEmpty() ? "" : " (over " + beaten + ")");
    }
}
