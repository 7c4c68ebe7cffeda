package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.config.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line hands to the runner.
 *
 * @param request what was asked for
 * @param configFile {@code --config}, absolute; else {@code runner.yml} is looked for upwards from the directory
 * @param workingDirectory where the command was called, absolute
 * @param environment environment variables of this process
 * @param arguments the command line as it was given; there is no option for a secret
 */
public record Invocation(
        RunRequest request,
        Optional<Path> configFile,
        Path workingDirectory,
        Map<String, String> environment,
        List<String> arguments) {}
