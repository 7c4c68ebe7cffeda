package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.context.ContextSurvey;
import ai.netrasystems.runner.doctor.source.BuildSource;
import ai.netrasystems.runner.environment.image.BuildContext;
import ai.netrasystems.runner.environment.image.ContextSender;
import ai.netrasystems.runner.environment.image.CopySource;
import ai.netrasystems.runner.environment.image.CopyTrouble;
import ai.netrasystems.runner.environment.image.IgnoreLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What the builds of one context need, and who says so: sources of COPY, ADD and mounts, and the lines of the ignore file
 * that bring something back. Whoever names a folder, names nothing in it.
 */
final class Needs {
    private final BuildContext context;
    private final List<NamedSource> sources = new ArrayList<>();
    private final List<NamedSource> sourcesOfCaches;
    private final boolean bringsBack;
    private final List<CopyTrouble> before;
    private final Optional<String> unknown;

    /**
     * Of the builds of a survey.
     *
     * @param unknown why a build of the context may need anything
     */
    Needs(ContextSurvey survey, BuildContext context, Optional<String> unknown) {
        this.context = context;
        for (BuildSource build : survey.builds()) {
            build.dockerfile()
                    .ifPresent(it ->
                            sources.addAll(NamedSource.of(it, build.build().arguments())));
        }
        this.bringsBack = !context.ignore().inclusions().isEmpty();
        this.before = troubles(context);
        List<CopySource> lost = lost(PythonCaches.lines());
        this.sourcesOfCaches = sources.stream()
                .filter(it -> PythonCaches.isNamedIn(it.source().pattern()) || lost.contains(it.source()))
                .toList();
        this.unknown = unknown;
    }

    /** Who names this cache, or a folder of caches above it; half a sentence. */
    Optional<String> naming(String path) {
        if (sourcesOfCaches.isEmpty() && !bringsBack) {
            return Optional.empty();
        }
        return sourcesOfCaches.stream()
                .filter(it -> it.source().takes(path))
                .findFirst()
                .map(NamedSource::sentence)
                .or(() -> context.ignore().inclusionNaming(path).map(this::sentence))
                .or(() -> foldersAbove(path)
                        .flatMap(it -> context.ignore().inclusionNaming(it).stream())
                        .filter(it -> PythonCaches.isNamedIn(it.text()))
                        .findFirst()
                        .map(this::sentence));
    }

    /**
     * Why a line must not be written here.
     *
     * @param lines the line, behind what is written before it
     * @param names whether a pattern means by name what the line leaves out
     * @param gone what is sent now, and is not with the line
     */
    Optional<String> against(List<String> lines, Predicate<String> names, List<String> gone) {
        return unknown.or(() -> named(names)).or(() -> broughtBack(names, gone)).or(() -> broken(lines, gone));
    }

    private Optional<String> named(Predicate<String> names) {
        return sources.stream()
                .filter(it -> names.test(it.source().pattern()))
                .findFirst()
                .map(it -> it.sentence() + " names what it leaves out");
    }

    private Optional<String> broughtBack(Predicate<String> names, List<String> gone) {
        List<IgnoreLine> inclusions = context.ignore().inclusions();
        if (inclusions.isEmpty()) {
            return Optional.empty();
        }
        return inclusions.stream()
                .filter(it -> names.test(it.text().substring(1).strip()))
                .findFirst()
                .or(() -> gone.stream()
                        .flatMap(it -> context.ignore().inclusionNaming(it).stream())
                        .findFirst())
                .map(it -> sentence(it) + " brings back what it leaves out");
    }

    /** What a source with a pattern, or of a variable, would no longer find. */
    private Optional<String> broken(List<String> lines, List<String> gone) {
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        return lost(lines).stream()
                .findFirst()
                .flatMap(it -> sources.stream()
                        .filter(named -> named.source().equals(it))
                        .findFirst())
                .map(it -> it.sentence() + " finds nothing else than what it leaves out");
    }

    /** The sources that find nothing any more where the lines are written. */
    private List<CopySource> lost(List<String> lines) {
        if (sources.isEmpty()) {
            return List.of();
        }
        List<CopyTrouble> after = context.excluding(lines).<List<CopyTrouble>>fold(this::troubles, problems -> before);
        return after.stream()
                .map(CopyTrouble::source)
                .filter(it ->
                        before.stream().noneMatch(trouble -> trouble.source().equals(it)))
                .toList();
    }

    /** As the stricter builder has it: BuildKit takes a pattern without a match, and the file is gone all the same. */
    private List<CopyTrouble> troubles(BuildContext some) {
        return sources.isEmpty()
                ? List.of()
                : some.as(ContextSender.CLASSIC)
                        .explain(sources.stream().map(NamedSource::source).toList());
    }

    private String sentence(IgnoreLine line) {
        return "line " + line.number() + " (`" + line.text() + "`)";
    }

    private static Stream<String> foldersAbove(String path) {
        return Stream.iterate(path, it -> !it.isEmpty(), it -> it.substring(0, Math.max(0, it.lastIndexOf('/'))))
                .skip(1);
    }
}
