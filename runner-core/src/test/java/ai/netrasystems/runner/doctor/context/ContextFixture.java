package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder with contexts in it, and the builds that use them. */
final class ContextFixture {
    static final long LARGE = 1024;

    final Path root;
    private final List<BuildSource> builds = new ArrayList<>();

    ContextFixture(Path root) throws IOException {
        this.root = root.toRealPath();
    }

    ContextFixture file(String path, String... lines) {
        return bytes(path, String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    ContextFixture sized(String path, long size) {
        bytes(path, new byte[0]);
        try (RandomAccessFile file = new RandomAccessFile(root.resolve(path).toFile(), "rw")) {
            file.setLength(size);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ContextFixture bytes(String path, byte[] content) {
        try {
            Files.createDirectories(root.resolve(path).getParent());
            Files.write(root.resolve(path), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service built from the folder's own Dockerfile. */
    ContextFixture build(String service) {
        return build(service, "Dockerfile");
    }

    ContextFixture build(String service, String dockerfile) {
        return build(service, ".", dockerfile);
    }

    ContextFixture build(String service, String context, String dockerfile) {
        Path directory = root.resolve(context).normalize();
        Build build = new Build(
                directory,
                directory.resolve(dockerfile).normalize(),
                Map.of(),
                Optional.empty(),
                Origin.file(root.resolve("docker-compose.yml"), 1));
        builds.add(BuildSource.of(service, build));
        return this;
    }

    List<ContextSurvey> surveys() {
        return ContextSurveys.of(builds, LARGE);
    }

    List<Finding> findings() {
        return ContextRules.findings(surveys());
    }

    /** {@code rule place: why}, a line each, with paths below the folder. */
    List<String> told() {
        return findings().stream()
                .map(it -> it.rule().id() + " "
                        + it.where().map(Object::toString).orElse("").replace(root + "/", "") + ": " + it.why())
                .toList();
    }

    List<Rule> rules() {
        return findings().stream().map(Finding::rule).toList();
    }
}
