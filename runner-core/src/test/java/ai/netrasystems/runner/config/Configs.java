package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.Optional;

/** Configurations for tests, from the text of a {@code runner.yml} and without a file system. */
public final class Configs {
    private static final Path PROJECT = Path.of("project").toAbsolutePath();
    private static final Path FILE = PROJECT.resolve("runner.yml");

    private Configs() {}

    /** The configuration of a {@code runner.yml} with this text. */
    public static RunnerConfig of(String yaml) {
        return read(yaml).fold(LoadedConfig::config, problems -> {
            throw new AssertionError(problems);
        });
    }

    /** Reads that text. */
    public static Checked<LoadedConfig> read(String yaml) {
        YamlMap nothing = YamlMap.empty(Origin.builtIn());
        return YamlDocument.parse(yaml, Path.of("runner.yml"), Origin.Source.FILE)
                .then(document -> ConfigReader.interpret(
                        Optional.of(FILE), PROJECT, document.root(), PROJECT, nothing, new Problems()));
    }

    /** Without {@code runner.yml}. */
    public static RunnerConfig none() {
        YamlMap nothing = YamlMap.empty(Origin.builtIn());
        return ConfigReader.interpret(Optional.empty(), PROJECT, nothing, PROJECT, nothing, new Problems())
                .fold(LoadedConfig::config, problems -> {
                    throw new AssertionError(problems);
                });
    }
}
