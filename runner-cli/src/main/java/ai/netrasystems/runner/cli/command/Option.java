package ai.netrasystems.runner.cli.command;

import java.util.List;

/** Every option there is. One stands here only once it works (PRODUCT.md, "Command line"). */
public enum Option {
    EXECUTION_MODE(
            OptionGroup.WHAT, Takes.ONE, "--execution-mode", "MODE", "a mode of runner.yml: its layers, in order"),
    CATEGORY(OptionGroup.WHAT, Takes.NAMES, "--category", "NAME...", "tests of these categories (a b, or a,b)"),
    INCLUDE_TAG(OptionGroup.WHAT, Takes.MANY, "--include-tag", "EXPR", "tests whose tags match, e.g. 'smoke & !slow'"),
    EXCLUDE_TAG(OptionGroup.WHAT, Takes.MANY, "--exclude-tag", "EXPR", "no test whose tags match"),
    TEST(OptionGroup.WHAT, Takes.MANY, "--test", "GLOB[#METHOD]", "tests by class and method name, e.g. 'Login*#bad*'"),
    SELECT_CLASS(OptionGroup.WHAT, Takes.MANY, "--select-class", "CLASS", "tests of a class, by its full name"),
    SELECT_METHOD(OptionGroup.WHAT, Takes.MANY, "--select-method", "CLASS#METHOD", "one test method, by its full name"),
    SELECT_PACKAGE(
            OptionGroup.WHAT, Takes.MANY, "--select-package", "PACKAGE", "tests of a package and those below it"),
    SELECT_UID(OptionGroup.WHAT, Takes.MANY, "--select-uid", "ID", "a test by JUnit's unique id"),
    LAST_FAILED(OptionGroup.WHAT, Takes.NOTHING, "--last-failed", "", "only tests that were broken in the last run"),
    FAILED_FIRST(OptionGroup.WHAT, Takes.NOTHING, "--failed-first", "", "classes with tests that were broken go first"),
    CLASSPATH(
            OptionGroup.WHAT,
            Takes.MANY,
            "--classpath",
            "PATH",
            "compiled tests and what they need; else from the build"),

    ENVIRONMENT(
            OptionGroup.WHERE,
            Takes.ONE,
            "--environment",
            "KIND",
            "auto|containers|staging|local (default: auto, in this order)"),
    DOCKER_BYPASS(OptionGroup.WHERE, Takes.NOTHING, "--docker-bypass", "", "never touch Docker: staging, else local"),
    STAGING_E2E(
            OptionGroup.WHERE, Takes.NOTHING, "--staging-e2e", "", "category e2e (of the mode, if given) on staging"),
    FALLBACK(
            OptionGroup.WHERE,
            Takes.ONE,
            "--fallback",
            "WHEN",
            "never|build|startup|any: failures after which the next is tried"),
    STAGING(OptionGroup.WHERE, Takes.ONE, "--staging", "NAME", "the staging profile"),
    SKIP_HEALTH_CHECK(
            OptionGroup.WHERE, Takes.NOTHING, "--skip-health-check", "", "do not ask staging whether it is healthy"),
    KEEP_ENVIRONMENT(
            OptionGroup.WHERE, Takes.NOTHING, "--keep-environment", "", "leave containers running after the tests"),
    NO_DOCKER(OptionGroup.WHERE, Takes.NOTHING, "--no-docker", "", "no services: tests that need one are skipped"),
    COMPOSE(OptionGroup.WHERE, Takes.ONE, "--compose", "FILE", "the Compose file that defines the services"),

    WORKERS(OptionGroup.HOW, Takes.ONE, "--workers", "N", "worker JVMs side by side (default: as the build says)"),
    FAIL_FAST(OptionGroup.HOW, Takes.NOTHING, "--fail-fast", "", "stop at the first failed test"),
    MAX_FAILURES(OptionGroup.HOW, Takes.ONE, "--max-failures", "N", "stop at the Nth failed test"),
    RETRIES(OptionGroup.HOW, Takes.ONE, "--retries", "N", "further attempts of a failed test (default: 0)"),
    FLAKY(OptionGroup.HOW, Takes.ONE, "--flaky", "pass|fail", "when a test failed, then passed (default: pass)"),
    REPEAT(OptionGroup.HOW, Takes.ONE, "--repeat", "N", "run each test N times; its worst outcome counts"),
    SEED(OptionGroup.HOW, Takes.ONE, "--seed", "N", "random order of classes and methods, the same for one N"),
    DEBUG(OptionGroup.HOW, Takes.NOTHING, "--debug", "", "wait for a debugger; no deadlines, no retries"),
    TEST_TIMEOUT(OptionGroup.HOW, Takes.ONE, "--test-timeout", "D", "deadline of each test: 30s, 5m, 1h30m"),
    TIMEOUT(OptionGroup.HOW, Takes.ONE, "--timeout", "D", "budget of the whole run"),
    NO_TESTS(OptionGroup.HOW, Takes.ONE, "--no-tests", "fail|warn|pass", "when nothing matches (default: fail)"),
    BUILD(OptionGroup.HOW, Takes.ONE, "--build", "auto|always|never", "compile the project first (default: auto)"),

    FIX(OptionGroup.CHANGES, Takes.NOTHING, "--fix", "", "delete caches that git does not track, mend ignore files"),
    NO_GIT(OptionGroup.CHANGES, Takes.NOTHING, "--no-git", "", "with --fix: delete caches where git can't be asked"),
    DRY_RUN(OptionGroup.CHANGES, Takes.NOTHING, "--dry-run", "", "only say what would be removed or changed"),
    KEPT(OptionGroup.CHANGES, Takes.NOTHING, "--kept", "", "also what was kept on purpose"),

    JSON(OptionGroup.OUTPUT, Takes.NOTHING, "--json", "", "print one JSON object and nothing else"),
    SARIF(OptionGroup.OUTPUT, Takes.ONE, "--sarif", "FILE", "write findings for code scanning, as SARIF 2.1.0"),
    OUTPUT(OptionGroup.OUTPUT, Takes.ONE, "--output", "FORMAT", "rich|plain|quiet|json (default: rich on a terminal)"),
    COLOR(OptionGroup.OUTPUT, Takes.ONE, "--color", "WHEN", "auto|always|never (default: auto)"),
    REPORTS_DIR(OptionGroup.OUTPUT, Takes.ONE, "--reports-dir", "DIR", "instead of .runner/reports/<run>"),
    VERBOSE(OptionGroup.OUTPUT, Takes.NOTHING, "--verbose", "", "every test with its output, and workers"),

    CONFIG(OptionGroup.GENERAL, Takes.ONE, "--config", "FILE", "instead of the runner.yml found upwards from here"),
    VERSION(OptionGroup.GENERAL, Takes.NOTHING, "--version", "", "print the version"),
    HELP(OptionGroup.GENERAL, Takes.NOTHING, "--help", "", "print this");

    /** How many values an option takes. */
    public enum Takes {
        /** A flag. */
        NOTHING,
        /** One value, once. */
        ONE,
        /** One value each time. */
        MANY,
        /** One or more values each time, also joined by commas. */
        NAMES
    }

    private final OptionGroup group;
    private final Takes takes;
    private final String text;
    private final String label;
    private final String description;

    Option(OptionGroup group, Takes takes, String text, String label, String description) {
        this.group = group;
        this.takes = takes;
        this.text = text;
        this.label = label;
        this.description = description;
    }

    /** Where {@code --help} shows it. */
    public OptionGroup group() {
        return group;
    }

    /** How many values it takes. */
    public Takes takes() {
        return takes;
    }

    /** As it is written: {@code --category}. */
    public String text() {
        return text;
    }

    /** What its value is called in {@code --help}; empty for a flag. */
    public String label() {
        return label;
    }

    /** One line for {@code --help}. */
    public String description() {
        return description;
    }

    /** All spellings, the usual one first. */
    public List<String> spellings() {
        return this == HELP ? List.of(text, "-h") : List.of(text);
    }
}
