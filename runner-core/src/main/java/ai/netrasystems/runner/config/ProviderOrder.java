package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RequestConflicts.Clash;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.RunRequest.Where;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the options and settings that say where mean together (PRODUCT.md, "Where a run goes"). Pure.
 *
 * @param environments permitted providers in order, for a run that needs services; never empty
 * @param fallback after which failure of one the next is tried
 * @param choice what was asked for, after what was ignored
 * @param ignored settings of a file that contradict an option of the command line
 */
public record ProviderOrder(
        List<EnvironmentKind> environments, Fallback fallback, EnvironmentChoice choice, List<Ignored> ignored) {
    /** What {@code auto} tries. */
    public static final List<EnvironmentKind> AUTO =
            List.of(EnvironmentKind.CONTAINERS, EnvironmentKind.STAGING, EnvironmentKind.LOCAL);

    private static final String PROVIDER = ConfigKeys.ENVIRONMENT + "." + ConfigKeys.PROVIDER;

    /** Copies the lists. */
    public ProviderOrder {
        environments = List.copyOf(environments);
        ignored = List.copyOf(ignored);
    }

    /** A file's setting that gives way. {@code contradicted}: mostly an option of the command line. */
    public record Ignored(String key, String value, Origin origin, String contradicted) {
        /** What it gave way to. */
        Origin by() {
            return Origin.commandLine(contradicted);
        }

        /** One line for the person. */
        public String note() {
            return key + " " + value + " (" + origin + ") is ignored: it contradicts `" + contradicted + "`";
        }
    }

    /** That of a run; the request has no conflict. */
    public static ProviderOrder of(RunRequest request, RunnerConfig config) {
        Where given = request.where();
        Optional<Setting<EnvironmentChoice>> provider = Optional.of(
                        config.environment().provider())
                .filter(setting -> given.environment().isEmpty());
        Optional<Setting<Fallback>> fallback =
                config.fallback().filter(setting -> given.fallback().isEmpty());
        Where both = fallback.map(setting -> with(given, provider).with(setting.value()))
                .orElseGet(() -> with(given, provider));
        List<Ignored> ignored = new ArrayList<>();
        Where where =
                RequestConflicts.addedBy(given, both).isEmpty() ? both : oneByOne(given, provider, fallback, ignored);
        return new ProviderOrder(
                order(where), policy(where), where.environment().orElse(EnvironmentChoice.AUTO), ignored);
    }

    /** The provider first: who names it says more than who says what follows it. */
    private static Where oneByOne(
            Where given,
            Optional<Setting<EnvironmentChoice>> provider,
            Optional<Setting<Fallback>> fallback,
            List<Ignored> ignored) {
        Where where = given;
        if (provider.isPresent()) {
            Setting<EnvironmentChoice> setting = provider.get();
            Where tried = where.with(setting.value());
            Optional<Clash> clash = RequestConflicts.addedBy(where, tried);
            clash.map(found -> new Ignored(
                            PROVIDER,
                            MapReader.label(setting.value()),
                            setting.origin(),
                            found.besides("--environment")))
                    .ifPresent(ignored::add);
            where = clash.isPresent() ? where : tried;
        }
        if (fallback.isPresent()) {
            Setting<Fallback> setting = fallback.get();
            Where tried = where.with(setting.value());
            Optional<Clash> clash = RequestConflicts.addedBy(where, tried);
            clash.map(found -> new Ignored(
                            ConfigKeys.FALLBACK,
                            setting.value().label(),
                            setting.origin(),
                            named(found.besides("--fallback"), given)))
                    .ifPresent(ignored::add);
            where = clash.isPresent() ? where : tried;
        }
        return where;
    }

    /** What contradicts a file's fallback may be the file's own provider. */
    private static String named(String option, Where given) {
        return option.equals("--environment") && given.environment().isEmpty() ? PROVIDER : option;
    }

    private static Where with(Where where, Optional<Setting<EnvironmentChoice>> provider) {
        return provider.map(setting -> where.with(setting.value())).orElse(where);
    }

    /** The permitted providers in order, by the options alone. */
    static List<EnvironmentKind> order(Where where) {
        if (where.stagingE2e()) {
            return List.of(EnvironmentKind.STAGING);
        }
        List<EnvironmentKind> offered =
                where.dockerBypass() ? List.of(EnvironmentKind.STAGING, EnvironmentKind.LOCAL) : AUTO;
        List<EnvironmentKind> order = where.asked()
                .map(first -> Stream.concat(Stream.of(first), after(first, where, offered))
                        .toList())
                .orElse(offered);
        return policy(where) == Fallback.NEVER ? List.of(order.get(0)) : order;
    }

    /** Under {@code --docker-bypass} only what follows it, otherwise all the others. */
    private static Stream<EnvironmentKind> after(EnvironmentKind first, Where where, List<EnvironmentKind> offered) {
        return where.dockerBypass()
                ? offered.stream().skip(offered.indexOf(first) + 1L)
                : offered.stream().filter(kind -> kind != first);
    }

    private static Fallback policy(Where where) {
        if (where.stagingE2e()) {
            return Fallback.NEVER;
        }
        return where.fallback().orElse(where.asked().isPresent() ? Fallback.NEVER : Fallback.ANY);
    }
}
