package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An engine, asked through Docker's own command line: what the runner says of it is compared with that. */
final class Docker {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Image variables of the project's Compose files; where no registry can be reached they name what was built here. */
    private static final List<String> IMAGES = List.of("POSTGRES_IMAGE", "REDIS_IMAGE", "JRE_IMAGE");

    private final Map<String, String> variables;

    private Docker(Map<String, String> variables) {
        this.variables = variables;
    }

    /** How a command ended. */
    record Answer(int exitCode, String text) {}

    /** The engine of this machine, with the images that the project's services are made of; else the case is skipped. */
    static Docker required() {
        Docker docker = new Docker(Map.of());
        Answer version = docker.tried("version", "--format", "{{.Server.Version}}");
        Requirement.of(version.exitCode() == 0, "no Docker Engine answers: " + version.text());
        for (String name : IMAGES) {
            Optional<String> image = Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
            Requirement.of(image.isPresent(), name + " is not set; docker/build-base-images makes the images");
            Requirement.of(
                    docker.tried("image", "inspect", image.orElseThrow()).exitCode() == 0,
                    "the engine has no image " + image.orElseThrow() + "; docker/build-base-images makes it");
        }
        return docker;
    }

    /** The engine at another address. */
    static Docker at(String host) {
        return new Docker(Map.of("DOCKER_HOST", host));
    }

    /** The value of one of the image variables. */
    static String image(String variable) {
        return Optional.ofNullable(System.getenv(variable)).orElseThrow();
    }

    /** The images that the project's services are made of. */
    static List<String> baseImages() {
        return IMAGES.stream().map(Docker::image).distinct().toList();
    }

    /** Its standard output; another exit code than 0 fails the test. */
    String run(String... arguments) {
        Answer answer = tried(arguments);
        if (answer.exitCode() != 0) {
            throw new AssertionError("docker " + String.join(" ", arguments) + " ended with " + answer.exitCode()
                    + ":\n" + answer.text());
        }
        return answer.text();
    }

    /** Both streams in one text. */
    Answer tried(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("acceptance-docker", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().putAll(variables);
            Process process = builder.start();
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(command + " did not end within " + PATIENCE);
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Answer(process.exitValue(), text.strip());
        } catch (IOException e) {
            return new Answer(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines of its standard output, sorted. */
    Set<String> lines(String... arguments) {
        return new TreeSet<>(run(arguments).lines().toList());
    }

    /** Moves images into another engine, without a registry. */
    void copyImagesTo(Docker other, List<String> images) {
        try {
            Path archive = Files.createTempFile("acceptance-images", ".tar");
            List<String> save = new ArrayList<>(List.of("save", "-o", archive.toString()));
            save.addAll(images);
            run(save.toArray(String[]::new));
            other.run("load", "-i", archive.toString());
            Files.delete(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a process with exactly these words runs on this machine, in a container or not. */
    static boolean processRuns(String... words) {
        String wanted = String.join("\0", words) + "\0";
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().chars().allMatch(Character::isDigit))
                    .anyMatch(path -> wanted.equals(commandLine(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }
}
