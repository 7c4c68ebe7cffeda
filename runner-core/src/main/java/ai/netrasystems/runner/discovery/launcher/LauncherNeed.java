package ai.netrasystems.runner.discovery.launcher;

import ai.netrasystems.runner.discovery.launcher.PlatformFacts.Copy;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a classpath lacks to be launched. A pure function of {@link PlatformFacts}.
 *
 * <p>The launcher has exactly the version of the engine API that is there: newer and older ones fail to load, or find
 * no test and say nothing. One of the user's own may be another release of the same line. Nothing that is there is ever
 * replaced.
 *
 * @param version of the JUnit Platform
 * @param missing artifacts to append, in order; empty where nothing lacks
 */
public record LauncherNeed(String version, List<Artifact> missing) {
    /** Vintage for projects of JUnit 4 alone: the last 5.x line, which does not warn of its own deprecation. */
    static final String VINTAGE = "5.14.4";

    private static final String PLATFORM = "org.junit.platform";
    private static final Pattern RELEASE = Pattern.compile("(\\d+\\.\\d+)\\.\\d+");
    private static final Pattern TOO_OLD = Pattern.compile("1\\.[0-7]\\..*");
    private static final Pattern JUPITER_5 = Pattern.compile("5(\\..*)");

    /** Copies the list. */
    public LauncherNeed {
        missing = List.copyOf(missing);
    }

    /**
     * The need; empty where the classpath has no test framework at all.
     *
     * @param module for the text of problems
     */
    public static Checked<Optional<LauncherNeed>> of(PlatformFacts facts, String module) {
        Origin where = new Origin(Origin.Source.BUILD, Optional.empty(), 0, "test classpath of module " + module);
        Optional<Problem> mixed = mixed(facts, where);
        if (mixed.isPresent()) {
            return Checked.invalid(mixed.get());
        }
        if (facts.jupiterApi().isPresent() && !facts.jupiterEngine()) {
            return jupiterWithoutEngine(facts, facts.jupiterApi().get(), where);
        }
        if (!facts.engines().isEmpty()) {
            return platform(facts, facts.engines().get(0), where);
        }
        if (facts.junit4ForVintage()) {
            return some(need(platformOf(VINTAGE), Optional.of(vintage()), facts));
        }
        if (facts.junit4().isPresent()) {
            return Checked.invalid(Problem.of(
                    "JUnit " + facts.junit4().get() + " cannot be run: the JUnit Platform runs 4.12 and later",
                    where,
                    "raise junit:junit to 4.13.2; its old tests need no change"));
        }
        return Checked.valid(Optional.empty());
    }

    private static Optional<Problem> mixed(PlatformFacts facts, Origin where) {
        List<Copy> copies = Stream.concat(facts.engines().stream(), facts.launchers().stream())
                .toList();
        long lines = copies.stream()
                .flatMap(copy -> copy.version().stream())
                .map(LauncherNeed::line)
                .distinct()
                .count();
        if (lines < 2) {
            return Optional.empty();
        }
        String all =
                String.join(", ", copies.stream().map(Copy::toString).distinct().toList());
        return Optional.of(Problem.of(
                "several versions of the JUnit Platform are on one classpath: " + all,
                where,
                "bring engine and launcher to one version, for instance with the BOM org.junit:junit-bom"));
    }

    /** Releases of one line work together, as with Surefire; what is no release works only with itself. */
    private static String line(String version) {
        Matcher release = RELEASE.matcher(version);
        return release.matches() ? release.group(1) : version;
    }

    private static Checked<Optional<LauncherNeed>> platform(PlatformFacts facts, Copy engine, Origin where) {
        if (engine.version().isEmpty()) {
            // A launcher of the user's own came with it: no version is needed to find another.
            return facts.launchers().isEmpty()
                    ? unknownVersion("junit-platform-engine", engine, where)
                    : some(new LauncherNeed("unknown version", List.of()));
        }
        return someUnlessTooOld(need(engine.version().get(), Optional.empty(), facts), where);
    }

    /** The worker needs sessions, and to hear of every problem in discovery; both came with 1.8. */
    private static Checked<Optional<LauncherNeed>> someUnlessTooOld(LauncherNeed need, Origin where) {
        return TOO_OLD.matcher(need.version()).matches()
                ? Checked.invalid(Problem.of(
                        "JUnit Platform " + need.version() + " cannot be run: 1.8 (JUnit 5.8) and later can",
                        where,
                        "raise JUnit, for instance with the BOM org.junit:junit-bom; tests need no change for that"))
                : some(need);
    }

    /** Surefire adds Jupiter's engine to a project that declares the API alone; so do we. */
    private static Checked<Optional<LauncherNeed>> jupiterWithoutEngine(PlatformFacts facts, Copy api, Origin where) {
        if (api.version().isEmpty()) {
            return unknownVersion("junit-jupiter-api", api, where);
        }
        String jupiter = api.version().get();
        String wanted = platformOf(jupiter);
        Optional<String> there = Stream.concat(facts.engines().stream(), facts.launchers().stream())
                .flatMap(copy -> copy.version().stream())
                .findFirst();
        if (there.isPresent() && !there.get().equals(wanted)) {
            return Checked.invalid(Problem.of(
                    "JUnit Jupiter " + jupiter + " needs JUnit Platform " + wanted + ", and " + there.get()
                            + " is on the classpath",
                    where,
                    "bring both to one line, for instance with the BOM org.junit:junit-bom"));
        }
        Artifact engine = new Artifact("org.junit.jupiter", "junit-jupiter-engine", jupiter);
        return someUnlessTooOld(need(wanted, Optional.of(engine), facts), where);
    }

    private static LauncherNeed need(String platform, Optional<Artifact> engine, PlatformFacts facts) {
        List<Artifact> missing = new ArrayList<>();
        if (facts.launchers().isEmpty()) {
            missing.add(new Artifact(PLATFORM, "junit-platform-launcher", platform));
        }
        engine.ifPresent(missing::add);
        if (facts.engines().isEmpty()) {
            missing.add(new Artifact(PLATFORM, "junit-platform-engine", platform));
        }
        if (!facts.commons()) {
            missing.add(new Artifact(PLATFORM, "junit-platform-commons", platform));
        }
        if (!facts.opentest4j()) {
            missing.add(new Artifact("org.opentest4j", "opentest4j", opentest4jOf(platform)));
        }
        return new LauncherNeed(platform, missing);
    }

    private static Artifact vintage() {
        return new Artifact("org.junit.vintage", "junit-vintage-engine", VINTAGE);
    }

    /** Jupiter and Vintage 5.x stand on Platform 1.x; from 6 on all have one number. */
    static String platformOf(String jupiter) {
        Matcher five = JUPITER_5.matcher(jupiter);
        return five.matches() ? "1" + five.group(1) : jupiter;
    }

    /** What the platform's own metadata says: 1.2.0 until 1.9, then 1.3.0. */
    static String opentest4jOf(String platform) {
        return platform.matches("1\\.[0-9]\\..*") ? "1.2.0" : "1.3.0";
    }

    private static Checked<Optional<LauncherNeed>> unknownVersion(String name, Copy copy, Origin where) {
        return Checked.invalid(Problem.of(
                "the version of " + name + " cannot be told from " + copy.entry(),
                where,
                "put junit-platform-launcher of the same version on the classpath"));
    }

    private static Checked<Optional<LauncherNeed>> some(LauncherNeed need) {
        return Checked.valid(Optional.of(need));
    }
}
