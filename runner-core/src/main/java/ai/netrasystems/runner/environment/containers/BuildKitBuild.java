package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.BuildTimeout;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.FilesUnwritable;
import ai.netrasystems.runner.environment.containers.ContainersDiagnosis.NeedsBuildKit;
import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.BuildFailure;
import ai.netrasystems.runner.environment.image.BuildOutput;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.environment.process.EndSignal;
import ai.netrasystems.runner.environment.process.HostProcesses;
import ai.netrasystems.runner.environment.process.LogTail;
import ai.netrasystems.runner.environment.process.PrivateFile;
import ai.netrasystems.runner.environment.process.ProcessEnding;
import ai.netrasystems.runner.environment.process.ProcessLedger;
import ai.netrasystems.runner.environment.process.ProcessStarter;
import ai.netrasystems.runner.environment.process.ProcessStarter.Launch;
import ai.netrasystems.runner.environment.process.SearchPath;
import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.environment.start.Cancellation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Has a docker CLI build an image with BuildKit, whose protocol only that speaks. Each CLI on the {@code PATH} is tried
 * until one can: one may lack its plugin, or meet an engine whose BuildKit is too old. Thread-safe.
 */
final class BuildKitBuild {
    private static final Path USUAL_PLACE = Path.of("/usr/bin");
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** What says that it is the CLI or the engine that can't, not the Dockerfile (docker CLI 20.10 to 28, moby 20.10). */
    private static final List<String> INCAPABLE = List.of(
            "buildx component is missing",
            "buildkit is enabled but",
            "buildkit not supported by daemon",
            "buildkit is not supported",
            "unknown flag: --progress",
            "unknown flag: --iidfile");

    /** Progress, a command's own output included: what that says is no word of the CLI or the engine. */
    private static final Pattern PROGRESS = Pattern.compile("#\\d+ .*");

    /** What an older BuildKit says of newer syntax; the Dockerfile was read before and is right. */
    private static final List<String> TOO_OLD =
            List.of("unknown flag:", "dockerfile parse error", "unknown instruction");

    private final Engine engine;
    private final EngineCalls calls;
    private final Cancellation cancellation;
    private final Map<String, String> variables;
    private final HostProcesses host;
    private final ProcessLedger ledger;
    private final Consumer<String> images;

    /**
     * Builds.
     *
     * @param variables the runner's own environment variables
     * @param images is told of each image id that the builder names
     */
    BuildKitBuild(
            Engine engine,
            EngineCalls calls,
            Cancellation cancellation,
            Map<String, String> variables,
            HostProcesses host,
            ProcessLedger ledger,
            Consumer<String> images) {
        this.engine = engine;
        this.calls = calls;
        this.cancellation = cancellation;
        this.variables = Map.copyOf(variables);
        this.host = host;
        this.ledger = ledger;
        this.images = images;
    }

    BuildResult build(BuildOrder order) throws EngineFailure {
        List<String> tried = new ArrayList<>();
        for (Path docker : candidates()) {
            try {
                Optional<BuildResult> result = build(order, docker, tried);
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (IOException unreadable) {
                return unwritable(order.log(), unreadable);
            } catch (UncheckedIOException unwritable) {
                return unwritable(order.scratch(), unwritable);
            }
        }
        if (tried.isEmpty()) {
            tried.add("there is no program `docker` in " + path());
        }
        return new BuildResult.Failed(new NeedsBuildKit(
                order.service(),
                order.build().dockerfile(),
                order.dockerfile().buildKitNeeds(order.build().arguments()).stream()
                        .map(need -> need.line() > 0 ? "line " + need.line() + ": " + need.what() : need.what())
                        .toList(),
                tried));
    }

    private static BuildResult unwritable(Path file, Exception why) {
        return new BuildResult.Failed(new FilesUnwritable(file, String.valueOf(why.getMessage())));
    }

    private SearchPath path() {
        return SearchPath.of(USUAL_PLACE, variables.getOrDefault("PATH", "/usr/bin:/bin"));
    }

    /** In the order of the {@code PATH}, the usual place last; links to one program are one. */
    private List<Path> candidates() {
        List<Path> directories = new ArrayList<>(path().directories());
        directories.add(directories.remove(0));
        Map<Path, Path> found = new LinkedHashMap<>();
        for (Path directory : directories) {
            new SearchPath(List.of(directory))
                    .find("docker")
                    .ifPresent(docker -> found.putIfAbsent(real(docker), docker));
        }
        return List.copyOf(found.values());
    }

    private static Path real(Path program) {
        try {
            return program.toRealPath();
        } catch (IOException vanished) {
            return program;
        }
    }

    /** Empty where this CLI can't. */
    private Optional<BuildResult> build(BuildOrder order, Path docker, List<String> tried)
            throws EngineFailure, IOException {
        // Here and not by the starter: what it throws is to be the CLI's fault alone.
        Files.createDirectories(order.log().toAbsolutePath().getParent());
        PrivateFile.create(order.log());
        long before = Files.size(order.log());
        ServiceProcess process;
        try {
            process = start(order, docker);
        } catch (IOException refused) {
            tried.add(docker + ": " + refused.getMessage());
            return Optional.empty();
        }
        long from = System.nanoTime();
        try {
            while (process.exit().isEmpty()) {
                if (cancellation.pause(POLL)) {
                    throw EngineFailure.cancelled();
                }
                if (System.nanoTime() - order.deadline() >= 0) {
                    Duration within = Duration.ofNanos(System.nanoTime() - from);
                    return Optional.of(new BuildResult.Failed(new BuildTimeout(
                            order.service(),
                            order.build().dockerfile(),
                            within,
                            LogTail.of(order.log(), ContainersDiagnosis.LOG_LINES),
                            order.log())));
                }
            }
            if (process.exit().orElse(1) == 0) {
                String id = Files.readString(order.scratch(), StandardCharsets.US_ASCII)
                        .strip();
                images.accept(id);
                return Optional.of(new BuildResult.Built(id));
            }
            return failed(order, docker, written(order.log(), before), tried);
        } finally {
            end(process);
            remove(order.scratch());
        }
    }

    private ServiceProcess start(BuildOrder order, Path docker) throws IOException {
        return new ProcessStarter(ledger, host, path())
                .start(new Launch(
                        "docker build of " + order.service(),
                        command(order, docker),
                        order.build().context(),
                        environment(order),
                        order.log(),
                        EndSignal.TERM,
                        ""));
    }

    /** What was written to the log since it had that length: an earlier CLI's words are not this one's. */
    private static List<String> written(Path log, long from) throws IOException {
        byte[] all = Files.readAllBytes(log);
        int start = (int) Math.min(from, all.length);
        return new String(all, start, all.length - start, StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private Optional<BuildResult> failed(BuildOrder order, Path docker, List<String> lines, List<String> tried)
            throws EngineFailure {
        // A CLI that lost its engine says so in many ways.
        calls.run("ping", EngineCalls.QUESTION, () -> engine.prompt().pingCmd().exec());
        BuildFailure failure = BuildOutput.buildKit(lines, order.dockerfile());
        failure.imageIds().forEach(images);
        Optional<String> sign = incapable(lines, failure.message());
        if (sign.isPresent()) {
            tried.add(docker + ": " + sign.get().strip());
            return Optional.empty();
        }
        if (FailedBuild.diskFull(failure.message())) {
            throw EngineFailure.told(failure.message());
        }
        Optional<BuildContext> context = BuildContext.of(
                        order.build().context(), order.build().dockerfile(), ContextSender.BUILDKIT)
                .fold(Optional::of, unreadable -> Optional.empty());
        return Optional.of(new BuildResult.Failed(FailedBuild.diagnosis(order, context, failure)));
    }

    /**
     * What says that this CLI or its BuildKit can't: before it makes any progress, or as its last word.
     *
     * @param message the last word
     */
    static Optional<String> incapable(List<String> lines, String message) {
        Stream<String> first =
                lines.stream().takeWhile(line -> !PROGRESS.matcher(line).matches());
        Stream<String> last = FailedBuild.byCommand(message) ? Stream.empty() : Stream.of(message);
        return Stream.concat(first, last)
                .filter(line -> speaksOf(line, INCAPABLE) || speaksOf(line, TOO_OLD))
                .findFirst();
    }

    private static boolean speaksOf(String line, List<String> signs) {
        String text = line.toLowerCase(Locale.ROOT);
        return signs.stream().anyMatch(text::contains);
    }

    /** Values of build arguments go by environment: what stands in argv, everybody on the machine can read. */
    private List<String> command(BuildOrder order, Path docker) {
        Build build = order.build();
        List<String> command = new ArrayList<>(List.of(
                docker.toString(),
                "build",
                "--progress=plain",
                "--iidfile",
                order.scratch().toString(),
                "--file",
                build.dockerfile().toString()));
        build.arguments().forEach((name, value) -> {
            command.add("--build-arg");
            command.add(byEnvironment(name) ? name : name + "=" + value);
        });
        build.target().ifPresent(target -> command.addAll(List.of("--target", target)));
        order.platform().ifPresent(platform -> command.addAll(List.of("--platform", platform)));
        command.add(build.context().toString());
        return command;
    }

    private Map<String, String> environment(BuildOrder order) {
        Map<String, String> environment = new HashMap<>(engine.cliEnvironment(variables));
        order.build().arguments().forEach((name, value) -> {
            if (byEnvironment(name)) {
                environment.put(name, value);
            }
        });
        environment.put("DOCKER_BUILDKIT", "1");
        return environment;
    }

    /** But for names that mean something to the CLI itself, which no secret has. */
    private static boolean byEnvironment(String name) {
        return !name.equals("PATH")
                && !name.equals("HOME")
                && !name.startsWith("DOCKER_")
                && !name.startsWith("BUILDX_")
                && !name.startsWith("BUILDKIT_")
                && !name.startsWith("LD_");
    }

    /** With all that it has started; the engine ends a build whose CLI is gone. */
    private void end(ServiceProcess process) {
        process.identity()
                .filter(identity -> process.exit().isEmpty())
                .ifPresent(identity -> new ProcessEnding(host).end(Map.of(identity, process.end()), GRACE));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw new UncheckedIOException(stays);
        }
    }
}
