package ai.netrasystems.runner.doctor.fix;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.doctor.compose.Reference;
import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.context.Pollution;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A project on the disk with contexts to fix, and a git of its own whose configuration is nobody's. */
final class FixProject {
    private final Path root;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final List<Build> builds = new ArrayList<>();
    private List<Pollution> pollution = List.of();
    private List<Reference> references = List.of();
    private Set<Path> inline = Set.of();
    private boolean noGit;

    /** In an empty folder; the project is a folder in it, so that there is an outside. */
    FixProject(Path folder) throws IOException {
        Path real = Files.createDirectories(folder).toRealPath();
        this.root = Files.createDirectories(real.resolve("project"));
        this.home = Files.createDirectories(real.resolve("home"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.toString());
    }

    Path root() {
        return root;
    }

    Path path(String path) {
        return root.resolve(path);
    }

    FixProject noGit() {
        noGit = true;
        return this;
    }

    FixProject environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    FixProject pollution(Pollution... some) {
        pollution = List.of(some);
        return this;
    }

    FixProject references(Reference... some) {
        references = List.of(some);
        return this;
    }

    /** A build of that context has its Dockerfile in a Compose file. */
    FixProject inline(String context) {
        inline = Set.of(root.resolve(context));
        return this;
    }

    FixProject file(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    FixProject files(String... paths) throws IOException {
        for (String path : paths) {
            file(path, "content of " + path);
        }
        return this;
    }

    FixProject link(String path, String target) throws IOException {
        Path link = root.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
        return this;
    }

    /** A context with a Dockerfile of those lines. */
    FixProject context(String path, String... dockerfile) throws IOException {
        return context(path, path.isEmpty() ? "Dockerfile" : path + "/Dockerfile", dockerfile);
    }

    /** A context with a Dockerfile at a place of its own. */
    FixProject context(String path, String dockerfilePath, String[] dockerfile) throws IOException {
        file(dockerfilePath, String.join("\n", dockerfile.length == 0 ? new String[] {"FROM scratch"} : dockerfile));
        builds.add(new Build(
                root.resolve(path),
                root.resolve(dockerfilePath),
                Map.of(),
                Optional.empty(),
                Origin.file(root.resolve("docker-compose.yml"), 1)));
        return this;
    }

    String git(String... arguments) throws IOException {
        return gitIn("", arguments);
    }

    String gitIn(String folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.org",
                "-c",
                "protocol.file.allow=always",
                "-C"));
        command.add(root.resolve(folder).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("HOME", home.toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(process.exitValue()).as(command + ": " + output).isZero();
        return output;
    }

    /** Makes it a repository that tracks these. */
    FixProject repository(String... tracked) throws IOException {
        git("init", "-q");
        for (String path : tracked) {
            git("add", "-f", path);
        }
        return this;
    }

    List<ContextSurvey> surveys() {
        List<ContextSurvey> surveys = new ArrayList<>();
        for (Build build : builds) {
            for (ContextSender sender : ContextSender.values()) {
                surveys.add(survey(build, sender));
            }
        }
        return surveys;
    }

    private ContextSurvey survey(Build build, ContextSender sender) {
        BuildSource source = BuildSource.of("app", build);
        Path own = source.dockerfile().map(Dockerfile::ownIgnoreFile).orElse(build.context());
        Path ignoreFile = sender == ContextSender.BUILDKIT && Files.isRegularFile(own)
                ? own
                : build.context().resolve(".dockerignore");
        return BuildContext.of(build.context(), build.dockerfile(), sender)
                .<ContextSurvey>fold(
                        context -> new ContextSurvey(
                                context.directory(),
                                ignoreFile,
                                Set.of(sender),
                                List.of(source),
                                Optional.of(context),
                                List.of(),
                                0,
                                0,
                                context.bytes(),
                                pollution),
                        problems -> new ContextSurvey(
                                build.context(),
                                ignoreFile,
                                Set.of(sender),
                                List.of(source),
                                Optional.empty(),
                                List.copyOf(problems),
                                0,
                                0,
                                0,
                                List.of()));
    }

    FixPlanner planner() {
        return new FixPlanner(root, noGit, environment);
    }

    FixPlan plan() {
        return planner().plan(surveys(), references, inline);
    }

    FixResult fix() {
        return new FixApplication(new StopSignal()).carryOut(plan());
    }

    /** What the plan deletes, relative to the project, by name. */
    List<String> deleted(FixPlan plan) {
        return plan.deletions().stream()
                .map(it -> root.relativize(it.absolute()).toString())
                .sorted()
                .toList();
    }

    /** What the plan deletes now. */
    List<String> deleted() {
        return deleted(plan());
    }

    String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Everything on the disk, with content, permissions, inode and times. */
    Map<String, String> snapshot() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root.getParent())) {
            paths.forEach(path -> all.put(root.relativize(path).toString(), describe(path)));
        }
        return all;
    }

    private static String describe(Path path) {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            String content = facts.isSymbolicLink()
                    ? Files.readSymbolicLink(path).toString()
                    : facts.isRegularFile() ? IgnoreText.digest(Files.readAllBytes(path)) : "";
            return facts.fileKey() + " " + facts.lastModifiedTime() + " "
                    + Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) + " " + content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why something was left alone; fails where it was not. */
    String reason(FixPlan plan, String path) {
        return plan.leftAlone().stream()
                .filter(it -> it.path().equals(root.resolve(path)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not among " + plan.leftAlone()))
                .reason();
    }

    /** Why a line was only proposed; fails where it was not. */
    static String proposed(FixPlan plan, String text) {
        return plan.proposals().stream()
                .filter(it -> it.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(text + " is not among " + plan.proposals()))
                .reason();
    }
}
