package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.environment.image.CopySource;
import ai.netrasystems.runner.environment.image.Dockerfile;
import ai.netrasystems.runner.environment.image.Instruction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that a build takes from its context, by COPY, ADD or {@code RUN --mount}, at once or ON BUILD.
 *
 * @param said the instruction, for people
 */
record NamedSource(Path dockerfile, CopySource source, String said) {
    static List<NamedSource> of(Dockerfile dockerfile, Map<String, String> buildArgs) {
        List<Instruction> written = dockerfile.instructions();
        Dockerfile asCopies = new Dockerfile(
                dockerfile.file(),
                dockerfile.escape(),
                written.stream()
                        .flatMap(it -> Stream.concat(Stream.of(it), taking(it, "")))
                        .toList());
        return asCopies.contextSources(buildArgs).stream()
                .map(it -> new NamedSource(dockerfile.file(), it, said(it.instruction(), written) + it.pattern()))
                .toList();
    }

    private static String said(Instruction copy, List<Instruction> written) {
        return written.contains(copy) ? copy.keyword() + " " : copy.text();
    }

    /** What the instruction takes without being a COPY or ADD itself, as COPYs whose text is what it is called. */
    private static Stream<Instruction> taking(Instruction it, String bearer) {
        Stream<Instruction> mounted = it.mounts().stream()
                .filter(mount -> mount.type().equals("bind") && mount.from().isEmpty())
                .flatMap(mount -> Stream.of("source", "src")
                        .flatMap(name -> Optional.ofNullable(mount.options().get(name)).stream()))
                .map(source -> copy(it, bearer + "RUN --mount=source=", List.of(), List.of(source, "/")));
        Stream<Instruction> later = it.trigger().stream()
                .flatMap(trigger -> trigger.is("COPY") || trigger.is("ADD")
                        ? Stream.of(copy(
                                trigger, "ONBUILD " + trigger.keyword() + " ", trigger.flags(), trigger.arguments()))
                        : taking(trigger, "ONBUILD "));
        return Stream.concat(mounted, later);
    }

    private static Instruction copy(Instruction it, String text, List<String> flags, List<String> arguments) {
        return new Instruction(
                it.line(),
                it.lastLine(),
                "COPY",
                text,
                flags,
                "",
                arguments,
                it.json(),
                it.heredocs(),
                Optional.empty());
    }

    String sentence() {
        return "`" + said + "` in line " + source.line() + " of " + dockerfile.getFileName();
    }
}
