package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.doctor.machine.MachineFacts.BuildTool;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Disk;
import ai.netrasystems.runner.doctor.machine.MachineFacts.EngineFact;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Jdk;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Memory;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Staging;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A machine where nothing is wrong, but for what lines {@code key: value} say otherwise. */
public final class MachineExample {
    private static final Map<String, String> SOUND = Map.ofEntries(
            Map.entry("engine", "answers"),
            Map.entry("engine.title", "Docker Engine 28.2.2"),
            Map.entry("engine.found-by", "the default"),
            Map.entry("engine.why", ""),
            Map.entry("engine.remedy", ""),
            Map.entry("disk.purpose", "the project"),
            Map.entry("disk.path", "/srv/shop"),
            Map.entry("disk.usable", "200g"),
            Map.entry("disk.total", "500g"),
            Map.entry("memory.available", "8g"),
            Map.entry("memory.total", "16g"),
            Map.entry("leftovers", ""),
            Map.entry("jdk.home", "/opt/jdk-17"),
            Map.entry("jdk.version", "17.0.13"),
            Map.entry("jdk.found-by", "the runner's own"),
            Map.entry("jdk.problem", ""),
            Map.entry("jdk.remedy", ""),
            Map.entry("build-tool", "Maven (wrapper)"),
            Map.entry("build-tool.problem", ""),
            Map.entry("build-tool.remedy", ""),
            Map.entry("staging.profile", "shop"),
            Map.entry("staging.profiles", "shop"),
            Map.entry("staging.credential", "environment variable SHOP_KEY"),
            Map.entry("staging.present", "true"),
            Map.entry("staging.refused", ""),
            Map.entry("staging.remedy", ""));

    private final Map<String, String> values;

    private MachineExample(Map<String, String> values) {
        this.values = values;
    }

    /** The machine where nothing is wrong. */
    public static MachineFacts sound() {
        return facts(List.of());
    }

    /**
     * The machine of these lines; an empty value takes a fact away.
     *
     * @throws IllegalArgumentException where a line has no key that there is
     */
    public static MachineFacts facts(List<String> lines) {
        Map<String, String> values = new HashMap<>(SOUND);
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            if (parts.length != 2 || !SOUND.containsKey(parts[0])) {
                throw new IllegalArgumentException(
                        "no fact of a machine: `" + line + "`; there are " + new TreeSet<>(SOUND.keySet()));
            }
            values.put(parts[0], parts[1].strip());
        }
        return new MachineExample(values).facts();
    }

    private MachineFacts facts() {
        return new MachineFacts(
                new EngineFact(
                        EngineFact.State.valueOf(
                                text("engine").toUpperCase(Locale.ROOT).replace('-', '_')),
                        text("engine.title"),
                        text("engine.found-by"),
                        text("engine.why"),
                        text("engine.remedy")),
                List.of(new Disk(
                        text("disk.purpose"), Path.of(text("disk.path")), bytes("disk.usable"), bytes("disk.total"))),
                given("memory.total").map(total -> new Memory(bytes("memory.available"), bytes("memory.total"))),
                list("leftovers", ";"),
                new Jdk(
                        Path.of(text("jdk.home")),
                        text("jdk.version"),
                        text("jdk.found-by"),
                        given("jdk.problem"),
                        given("jdk.remedy")),
                new BuildTool(text("build-tool"), given("build-tool.problem"), given("build-tool.remedy")),
                new Staging(
                        given("staging.profile"),
                        list("staging.profiles", ","),
                        given("staging.credential"),
                        Boolean.parseBoolean(text("staging.present")),
                        given("staging.refused"),
                        given("staging.remedy")));
    }

    private String text(String key) {
        return Optional.ofNullable(values.get(key)).orElseThrow();
    }

    private Optional<String> given(String key) {
        return Optional.of(text(key)).filter(value -> !value.isEmpty());
    }

    private List<String> list(String key, String separator) {
        return given(key).stream()
                .flatMap(value -> Stream.of(value.split(separator)))
                .map(String::strip)
                .toList();
    }

    private long bytes(String key) {
        return ByteSizeText.parse(text(key)).orElseThrow();
    }
}
