package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.environment.WorkerSecrets;
import ai.netrasystems.runner.environment.evidence.NetworkRecord;
import ai.netrasystems.runner.execution.LayerWork.UnitWork;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.plan.ModulePath;
import ai.netrasystems.runner.plan.TestModule;
import ai.netrasystems.runner.staging.network.NetworkLog;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a worker's process is started. No secret is in its arguments; its classpath is the user's, then the launcher's
 * jars, then the worker's own: flat, and nothing in front of what the user has.
 */
final class WorkerCommand {
    private static final String MAIN = "ai.netrasystems.runner.worker.WorkerMain";

    private final LayerExecution.Settings settings;
    private final UnitWork unit;
    private final WorkerMemory memory;
    private final int lane;
    private final int lanes;

    /**
     * For one lane.
     *
     * @param lane its number, from 1
     * @param lanes how many workers there are side by side
     */
    WorkerCommand(UnitContext context, int lane, int lanes) {
        this.settings = context.run.settings;
        this.unit = context.unit;
        this.memory = context.run.memory;
        this.lane = lane;
        this.lanes = lanes;
    }

    /** What a worker gets that starts now. */
    WorkerSecrets.Snapshot secrets() throws IOException {
        return unit.environment().secrets().forWorker(lane);
    }

    /** Number of the lane, from 1. */
    int lane() {
        return lane;
    }

    /**
     * The process, ready to start; {@code argumentFile} is written, and is of no use once the worker has connected.
     *
     * @param secrets as they are now
     * @param debugPort where it waits for a debugger; empty where it does not
     */
    ProcessBuilder prepare(Map<String, Secret> secrets, Path argumentFile, Optional<Integer> debugPort)
            throws IOException {
        writePrivate(argumentFile, arguments());
        List<String> command = new ArrayList<>();
        // A session of its own: Ctrl-C at the terminal reaches the controller alone, which then decides.
        setsid().ifPresent(path -> command.add(path.toString()));
        command.add(unit.module().javaHome().resolve("bin").resolve("java").toString());
        List<String> jvmArguments = module().jvmArguments();
        command.addAll(jvmArguments);
        command.addAll(unit.environment().jvmArguments());
        memory.argument(lanes, jvmArguments).ifPresent(command::add);
        debugPort.ifPresent(port -> command.add(DebugPort.argument(port)));
        command.add("@" + argumentFile);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Files.createDirectories(module().workingDirectory()).toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(secrets));
        return builder;
    }

    /** Inherited names that the run owns are taken out; the build's own values lose only to the environment's. */
    private Map<String, String> environment(Map<String, Secret> secrets) {
        Map<String, String> all = new HashMap<>(settings.inheritedEnvironment());
        all.keySet().removeAll(settings.removedVariables());
        all.keySet().removeAll(unit.module().tests().excludedVariables());
        all.putAll(module().environment());
        all.putAll(unit.environment().variables());
        secrets.forEach((name, secret) -> all.put(name, secret.reveal()));
        if (unit.environment().provenance().environment() != EnvironmentKind.NONE) {
            all.put(
                    NetworkLog.VARIABLE,
                    NetworkRecord.directory(settings.runDirectory()).toString());
        }
        all.put("RUNNER_RUN_ID", settings.run().value());
        all.put("RUNNER_MODULE", unit.module().id().toString());
        return all;
    }

    private List<String> arguments() {
        TestModule module = module();
        List<String> arguments = new ArrayList<>(
                module.modulePath().map(ModulePath::jvmArguments).orElse(List.of()));
        List<Path> users = module.modulePath()
                .map(path -> path.without(module.classpath()))
                .orElse(module.classpath());
        String classpath = Stream.of(users.stream(), unit.launcher().jars().stream(), Stream.of(settings.workerJar()))
                .flatMap(paths -> paths)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        arguments.addAll(List.of("-cp", classpath, MAIN));
        return arguments;
    }

    /** One worker at a time: its number is 1. */
    private TestModule module() {
        return unit.module().inWorker(lane);
    }

    /** One quoted argument a line, in the syntax of the java launcher's argument files. */
    private static void writePrivate(Path file, List<String> arguments) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        FileAttribute<?>[] mode =
                FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, mode);
        String text = arguments.stream()
                .map(argument -> '"' + quoted(argument) + '"')
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    }

    /** The launcher ends an argument at a line break, in quotes too. */
    private static String quoted(String argument) {
        return argument.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private Optional<Path> setsid() {
        String path = settings.inheritedEnvironment().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, "setsid"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
