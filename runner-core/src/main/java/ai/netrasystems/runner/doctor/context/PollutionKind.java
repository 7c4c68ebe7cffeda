package ai.netrasystems.runner.doctor.context;

import ai.netrasystems.runner.config.rule.Rule;
import java.util.Locale;

/** Kinds of things that a build context rarely means to send. */
public enum PollutionKind {
    /** {@code *.pyc} files, wherever they lie. */
    PYTHON_BYTECODE(Rule.CONTEXT_PYTHON_CACHE),
    /** {@code __pycache__} folders; their bytecode counts as {@link #PYTHON_BYTECODE}. */
    PYTHON_CACHE_FOLDER(Rule.CONTEXT_PYTHON_CACHE),
    /** {@code .pytest_cache} and what is in it. */
    PYTEST_CACHE(Rule.CONTEXT_PYTHON_CACHE),
    /** {@code target}, and Gradle's {@code build} beside its build script, that no COPY or ADD names. */
    BUILD_OUTPUT(Rule.CONTEXT_BUILD_OUTPUT),
    /** {@code node_modules} and what is in it. */
    NODE_MODULES(Rule.CONTEXT_NODE_MODULES),
    /** {@code .git} and what is in it. */
    GIT(Rule.CONTEXT_GIT),
    /** {@code .runner} and what is in it: journals and reports of the runner itself. */
    RUNNER_FILES(Rule.CONTEXT_RUNNER_FILES),
    /** A file of the limit or more, of no other kind, that no COPY or ADD names. */
    LARGE_FILE(Rule.CONTEXT_LARGE_FILE);

    private final Rule rule;

    PollutionKind(Rule rule) {
        this.rule = rule;
    }

    /** The rule that it breaks. */
    public Rule rule() {
        return rule;
    }

    /** As it is written in JSON: {@code node-modules}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
