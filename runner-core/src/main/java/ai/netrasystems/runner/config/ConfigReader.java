package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.COMPOSE;
import static ai.netrasystems.runner.config.ConfigKeys.DEFAULT_MODE;
import static ai.netrasystems.runner.config.ConfigKeys.TEST_TIMEOUT;
import static ai.netrasystems.runner.config.ConfigKeys.TIMEOUT;

import ai.netrasystems.runner.config.RunnerConfig.ControlSettings;
import ai.netrasystems.runner.config.RunnerConfig.EnvironmentSettings;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Names;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.LayerName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the project's {@code runner.yml} and the person's own {@code ~/.config/runner/config.yml}; later wins: built-in
 * defaults, personal file, project's file. Every problem is collected. Immutable; reads files only in {@link #read}.
 */
public final class ConfigReader {
    /** Name of the project's file. */
    public static final String FILE_NAME = "runner.yml";

    private static final Path PERSONAL = Path.of(".config", "runner");

    private final Path workingDirectory;
    private final Optional<Path> home;

    /**
     * A reader for a person who stands in a directory.
     *
     * @param workingDirectory absolute; where the search upwards begins
     * @param home the person's home directory; empty where there is none
     */
    public ConfigReader(Path workingDirectory, Optional<Path> home) {
        this.workingDirectory = workingDirectory.toAbsolutePath().normalize();
        this.home = home;
    }

    /**
     * Reads the configuration.
     *
     * @param named {@code --config}; empty to search {@code runner.yml} from the working directory upwards
     */
    public Checked<LoadedConfig> read(Optional<Path> named) {
        Optional<Path> file =
                named.map(workingDirectory::resolve).map(Path::normalize).or(this::found);
        if (named.isPresent() && !file.map(Files::isRegularFile).orElse(false)) {
            return Checked.invalid(
                    Problem.of("there is no file `" + named.get() + "`", Origin.commandLine("--config")));
        }
        Problems problems = new Problems();
        YamlMap project =
                file.map(path -> read(path, Origin.Source.FILE, problems)).orElseGet(ConfigReader::nothing);
        Path personalDirectory = home.orElse(workingDirectory).resolve(PERSONAL);
        YamlMap personal = home.map(path -> personalDirectory.resolve("config.yml"))
                .filter(Files::isRegularFile)
                .map(path -> read(path, Origin.Source.PERSONAL_FILE, problems))
                .orElseGet(ConfigReader::nothing);
        Path directory = file.map(Path::getParent).orElse(workingDirectory);
        return interpret(file, directory, project, personalDirectory, personal, problems);
    }

    /** The meaning of what was read; pure. */
    static Checked<LoadedConfig> interpret(
            Optional<Path> file,
            Path directory,
            YamlMap project,
            Path personalDirectory,
            YamlMap personal,
            Problems problems) {
        EffectiveValues values = new EffectiveValues();
        RunnerConfig config = config(file, directory, project, personalDirectory, personal, problems, values);
        BudgetCheck.check(config, problems);
        return problems.check(() -> new LoadedConfig(config, values.list()));
    }

    private Optional<Path> found() {
        return Stream.<Path>iterate(workingDirectory, directory -> directory != null, Path::getParent)
                .map(directory -> directory.resolve(FILE_NAME))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private YamlMap read(Path file, Origin.Source source, Problems problems) {
        return YamlDocument.read(file, shown(file), source).fold(YamlDocument::root, found -> {
            problems.addAll(List.copyOf(found));
            return nothing();
        });
    }

    /** Files at or below the working directory as people would type them, others in full. */
    private Path shown(Path file) {
        return file.startsWith(workingDirectory) ? workingDirectory.relativize(file) : file;
    }

    private static YamlMap nothing() {
        return YamlMap.empty(Origin.builtIn());
    }

    private static RunnerConfig config(
            Optional<Path> file,
            Path directory,
            YamlMap project,
            Path personalDirectory,
            YamlMap personal,
            Problems problems,
            EffectiveValues values) {
        MapReader top = MapReader.closed(project, FILE_NAME, problems, ConfigKeys.TOP);
        MapReader own = MapReader.closed(personal, "the personal file", problems, ConfigKeys.PERSONAL);

        Optional<Setting<ModeName>> defaultMode = top.text(DEFAULT_MODE)
                .filter(name -> Names.check(name, "mode", top.originOf(DEFAULT_MODE), problems))
                .map(name -> new Setting<>(new ModeName(name), top.originOf(DEFAULT_MODE)));
        values.put(
                DEFAULT_MODE,
                EffectiveValues.NONE,
                defaultMode.map(mode -> mode.value().toString()),
                top.originOf(DEFAULT_MODE));
        Optional<Setting<Path>> compose = compose(top, directory, problems);
        values.put(COMPOSE, EffectiveValues.NONE, top.text(COMPOSE), top.originOf(COMPOSE));
        BothFiles both = new BothFiles(own, top, "", problems, values);
        Optional<Setting<Duration>> timeout = both.limit(TIMEOUT, Optional.empty());
        Optional<Setting<Duration>> testTimeout = both.limit(TEST_TIMEOUT, Optional.empty());
        WhereReader where = new WhereReader(both);
        EnvironmentSettings environment = where.environment();
        Optional<Setting<Fallback>> fallback = where.fallback();
        Setting<Degraded> degraded = where.degraded();
        ControlSettings control = new ControlReader(both).read();
        StagingSettings staging = new StagingReader(both, personalDirectory, directory).read();

        Map<CategoryName, RunnerConfig.Category> categories = new CategoryReader(problems, values).read(top);
        LayerReader layerReader = new LayerReader(problems, values);
        Map<LayerName, RunnerConfig.Layer> layers = layerReader.layers(top, known(categories.keySet()));
        Map<ModeName, RunnerConfig.Mode> modes = layerReader.modes(top, layers.keySet());
        defaultMode
                .filter(mode -> !modes.containsKey(mode.value()))
                .ifPresent(mode ->
                        problems.add(Names.unknown(mode.value().toString(), "mode", modes.keySet(), mode.origin())));
        return new RunnerConfig(
                file,
                directory,
                categories,
                layers,
                modes,
                defaultMode,
                compose,
                environment,
                fallback,
                degraded,
                control,
                staging,
                testTimeout,
                timeout,
                new QuarantineReader(problems, values).read(top),
                new DoctorReader(problems, values).read(top));
    }

    /** The built-in category too. */
    private static Set<CategoryName> known(Set<CategoryName> ofFile) {
        Set<CategoryName> all = new LinkedHashSet<>(ofFile);
        all.add(RunnerConfig.IT);
        return all;
    }

    private static Optional<Setting<Path>> compose(MapReader top, Path directory, Problems problems) {
        return top.text(COMPOSE).flatMap(text -> {
            Origin where = top.originOf(COMPOSE);
            try {
                Path path = directory.resolve(text).normalize();
                return Optional.of(new Setting<>(path, where));
            } catch (InvalidPathException noPath) {
                problems.add("`" + text + "` is no path: " + noPath.getReason(), where);
                return Optional.empty();
            }
        });
    }
}
