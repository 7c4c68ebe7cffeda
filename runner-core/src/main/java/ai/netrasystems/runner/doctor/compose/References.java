package ai.netrasystems.runner.doctor.compose;

import ai.netrasystems.runner.environment.compose.ComposeSurvey.Written;
import ai.netrasystems.runner.environment.compose.ComposeSurvey.WrittenBuild;
import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Contexts and Dockerfiles that Compose files name and that do not exist, and what was likely meant. A context is relative
 * to the file in which it is written, a Dockerfile to its context, as Compose has it. Reads the disk; for one thread.
 */
public final class References {
    static final String CONTEXT = "build.context";
    static final String DOCKERFILE = "build.dockerfile";

    private static final int DEPTH = 6;
    private static final String DEFAULT = "Dockerfile";

    private final Path project;
    private Optional<Likely> likely = Optional.empty();

    /** @param project in which what was meant is looked for; absolute */
    public References(Path project) {
        this.project = project;
    }

    /** In the order of the file, each place once. */
    public List<Reference> of(SurveyedCompose compose) {
        if (compose.role() == ComposeRole.ELSEWHERE) {
            return List.of();
        }
        Set<Reference> found = new LinkedHashSet<>();
        compose.survey().builds().stream()
                .filter(build -> !build.build().dockerfile().toString().contains("${")) // a variable that is required
                .flatMap(this::missing)
                .forEach(found::add);
        return List.copyOf(found);
    }

    private Stream<Reference> missing(WrittenBuild written) {
        Build build = written.build();
        if (!Files.isDirectory(build.context())) {
            return Stream.of(context(written));
        }
        return written.inline() || Files.exists(build.dockerfile()) ? Stream.empty() : Stream.of(dockerfile(written));
    }

    private Reference context(WrittenBuild build) {
        Written context =
                build.context().orElseGet(() -> new Written(".", build.build().origin()));
        Path folder = fileOf(context.origin()).resolveSibling("");
        String dockerfile = build.dockerfile().map(Written::text).orElse(DEFAULT);
        return reference(
                CONTEXT,
                context,
                build.context().isPresent(),
                likely().context(build.build().context(), PathText.of(folder, context.text()), dockerfile));
    }

    private Reference dockerfile(WrittenBuild build) {
        Optional<Written> named = build.dockerfile();
        Written written = named.orElseGet(() -> new Written(
                DEFAULT,
                build.context().map(Written::origin).orElse(build.build().origin())));
        return reference(
                DOCKERFILE,
                written,
                named.isPresent(),
                likely().dockerfile(build.build(), PathText.of(build.build().context(), written.text())));
    }

    /** What nobody wrote, or what a variable is part of, can't be corrected. */
    private static Reference reference(String key, Written written, boolean there, Likely.Answer answer) {
        boolean correctable = there && !written.variable();
        return new Reference(
                fileOf(written.origin()),
                written.origin().line(),
                key,
                written.text(),
                answer.sure().filter(sure -> correctable),
                answer.near());
    }

    private static Path fileOf(Origin origin) {
        return origin.file().orElse(Path.of("")).toAbsolutePath().normalize();
    }

    private Likely likely() {
        if (likely.isEmpty()) {
            likely = Optional.of(new Likely(project, ProjectWalk.of(project, DEPTH)));
        }
        return likely.get();
    }
}
