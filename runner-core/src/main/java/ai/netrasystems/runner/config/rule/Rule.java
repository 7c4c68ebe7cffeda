package ai.netrasystems.runner.config.rule;

import static ai.netrasystems.runner.config.rule.Severity.ERROR;
import static ai.netrasystems.runner.config.rule.Severity.NOTE;
import static ai.netrasystems.runner.config.rule.Severity.OFF;
import static ai.netrasystems.runner.config.rule.Severity.WARNING;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every rule of {@code runner doctor}. What is an error by itself breaks a build or a run, or gives a secret away; what is
 * a warning makes them slow, unstable or unsafe.
 */
public enum Rule {
    CONTEXT_MISSING(ERROR, "A build context does not exist", "docker can't build anything from it"),
    CONTEXT_UNREADABLE(ERROR, "What a build context sends can't be read", "docker sends all of it or nothing"),
    CONTEXT_PYTHON_CACHE(
            WARNING,
            "A build context sends Python's caches",
            "thousands of small files slow each build, and their content changes with each run, so that no layer is cached"),
    CONTEXT_BUILD_OUTPUT(
            WARNING,
            "A build context sends a build's output that no COPY names",
            "it is large, and another after each build"),
    CONTEXT_NODE_MODULES(
            WARNING,
            "A build context sends `node_modules`",
            "it is large, and what was installed here need not run in the image"),
    CONTEXT_GIT(WARNING, "A build context sends `.git`", "it changes with each commit, and holds all of the history"),
    CONTEXT_RUNNER_FILES(
            WARNING,
            "A build context sends the runner's own `.runner`",
            "journals and reports change with each run, so that no layer is cached"),
    CONTEXT_LARGE_FILE(
            WARNING, "A build context sends a large file that no COPY names", "each build waits until it is sent"),
    IGNORE_INVALID(ERROR, "A `.dockerignore` has a line that docker refuses", "no build begins"),
    COPY_MISSING(ERROR, "COPY or ADD names what does not exist", "the build fails at that line"),
    COPY_EXCLUDED(ERROR, "COPY or ADD names what a `.dockerignore` leaves out", "the build fails at that line"),
    COPY_OUTSIDE(ERROR, "COPY or ADD leads out of the build context", "the build fails at that line"),

    DOCKERFILE_MISSING(ERROR, "A Dockerfile does not exist", "docker can't build the image"),
    DOCKERFILE_INVALID(ERROR, "A Dockerfile has what docker refuses", "docker builds nothing of it"),
    BASE_UNPINNED(
            WARNING,
            "A base image has no tag, or `latest`",
            "it is another one tomorrow, and a build that failed can't be repeated"),
    BASE_NOT_ALPINE(OFF, "An image is not built from Alpine", "for projects whose images all have to be"),
    ALPINE_BY_NAME_ONLY(
            WARNING,
            "A Dockerfile is called alpine, and its image is built from something else",
            "who reads the name expects a small image with musl"),
    SECRET_WRITTEN(
            ERROR,
            "A secret is written into a Dockerfile, or into a Compose file's build arguments",
            "it is in version control, and in the image's history"),
    SECRET_ARGUMENT(
            WARNING, "A secret is passed as a build argument", "`docker history` shows it to all who have the image"),
    STAGE_UNUSED(WARNING, "A stage is used by nothing", "what it checks or makes is not part of the image"),
    STAGE_MISSPELT(WARNING, "COPY or FROM names an image that looks like a misspelt stage", "docker tries to pull it"),
    TARGET_MISSING(ERROR, "A Compose file's `target` is no stage of the Dockerfile", "the build fails"),

    COMPOSE_INVALID(
            ERROR,
            "A Compose file has what Compose refuses, or what the runner refuses in `x-runner`",
            "no service of it starts"),
    COMPOSE_UNSUPPORTED(
            WARNING,
            "A service has what the runner does not do for containers",
            "a run that needs it ends with exit 2"),
    COMPOSE_CYCLE(ERROR, "Services depend on each other in a circle", "none of them can start first"),
    COMPOSE_PORT_CLASH(
            ERROR, "Two services publish one port of the host", "`docker compose up` can't start the second"),
    COMPOSE_VARIABLE_UNSET(WARNING, "A variable without a default is not set", "an empty text stands in its place"),
    COMPOSE_VERSION_OBSOLETE(NOTE, "A Compose file has `version`", "Compose ignores it, and says so each time"),
    COMPOSE_VERSION_MISSING(OFF, "A Compose file has no `version`", "for projects with older tools that need one"),
    COMPOSE_HEALTH_MISSING(
            WARNING,
            "A service that others or tests wait for has no health check",
            "whoever needs it begins before it can answer"),
    COMPOSE_MEMORY(
            WARNING,
            "Memory limits exceed what the machine has",
            "the kernel ends a process, and a test seems to fail by itself"),

    ENGINE_UNAVAILABLE(
            WARNING, "No container engine answers", "tests that need services run on staging, or not at all"),
    DISK_LOW(WARNING, "The disk is nearly full", "builds and databases fail in ways that do not name the disk"),
    MEMORY_LOW(WARNING, "Little memory is free", "services are ended, or start too slowly"),
    LEFTOVERS(WARNING, "Earlier runs left something behind", "it holds ports, memory and disk"),
    JDK_UNFIT(ERROR, "The JDK of the build can't run the tests", "each run ends with exit 2"),
    BUILD_TOOL_MISSING(NOTE, "No build tool tells what the tests are", "only `--classpath` can"),
    STAGING_NOT_CONFIGURED(
            NOTE, "No staging profile is chosen", "where containers fail, there is nothing to go on with"),
    STAGING_CREDENTIAL_MISSING(
            WARNING, "The staging profile's credential is missing or refused", "no run can go there");

    private final Severity severity;
    private final String what;
    private final String why;

    Rule(Severity severity, String what, String why) {
        this.severity = severity;
        this.what = what;
        this.why = why;
    }

    /** As it is written in {@code runner.yml} and shown: {@code copy-missing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How serious it is where nothing is set. */
    public Severity severity() {
        return severity;
    }

    /** What it finds: a sentence without a full stop. */
    public String what() {
        return what;
    }

    /** Why that matters: half a sentence. */
    public String why() {
        return why;
    }

    /** The rule of that id. */
    public static Optional<Rule> ofId(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
