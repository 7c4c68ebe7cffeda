package ai.netrasystems.runner.config;

import java.util.List;

/**
 * The keys of {@code runner.yml}, declared once: the readers refuse every other key, and a test holds the JSON Schema
 * to the same lists.
 */
final class ConfigKeys {
    static final String DEFAULT_MODE = "default-mode";
    static final String COMPOSE = "compose";
    static final String TIMEOUT = "timeout";
    static final String TEST_TIMEOUT = "test-timeout";
    static final String ENVIRONMENT = "environment";
    static final String FALLBACK = "fallback";
    static final String DEGRADED = "degraded";
    static final String STAGING = "staging";
    static final String CATEGORIES = "categories";
    static final String LAYERS = "layers";
    static final String MODES = "modes";
    static final String QUARANTINE = "quarantine";
    static final String WORKERS = "workers";
    static final String RETRIES = "retries";
    static final String TIMES = "times";
    static final String BACKOFF = "backoff";
    static final String BRAKE = "brake";
    static final String FLAKY = "flaky";
    static final String ORDER = "order";
    static final String INTEGRATION = "integration";
    static final String START_TIMEOUT = "start-timeout";
    static final String SERVICE_TIMEOUT = "service-timeout";
    static final String PROVIDER = "provider";
    static final String PROFILE = "profile";
    static final String HOSTS = "hosts";
    static final String TRUST = "trust";
    static final String HOSTS_FOR_WORKER = "hosts-for-worker";
    static final String TRUST_FOR_WORKER = "trust-for-worker";
    static final String BYPASS_KEY_FILE = "bypass-key-file";
    static final String COLD_START = "cold-start";
    static final String PROFILES = "profiles";
    static final String TAGS = "tags";
    static final String PRIORITY = "priority";
    static final String SERVICES = "services";
    static final String REQUIRED = "required";
    static final String IMPACT = "impact";
    static final String BUDGET = "budget";
    static final String FAIL_FAST = "fail-fast";
    static final String PASS_RATE = "pass-rate";
    static final String MAX_FAILURES = "max-failures";
    static final String TEST = "test";
    static final String REASON = "reason";
    static final String UNTIL = "until";
    static final String DOCTOR = "doctor";
    static final String RULES = "rules";
    static final String PATHS = "paths";
    static final String PATH = "path";
    static final String LARGE_FILE = "large-file";

    /** Top of {@code runner.yml}. */
    static final List<String> TOP = List.of(
            DEFAULT_MODE,
            COMPOSE,
            TIMEOUT,
            TEST_TIMEOUT,
            FALLBACK,
            DEGRADED,
            WORKERS,
            RETRIES,
            FLAKY,
            ORDER,
            ENVIRONMENT,
            STAGING,
            CATEGORIES,
            LAYERS,
            MODES,
            QUARANTINE,
            DOCTOR);
    /**
     * What a person may set for all their projects: deadlines, how many workers their machine bears, how staging is
     * reached from here, and the strict values of {@code fallback}, {@code degraded} and {@code flaky}. Nothing that
     * decides what a run tests or demands.
     */
    static final List<String> PERSONAL =
            List.of(TIMEOUT, TEST_TIMEOUT, FALLBACK, DEGRADED, WORKERS, FLAKY, ENVIRONMENT, STAGING);

    static final List<String> OF_RETRIES = List.of(TIMES, BACKOFF, BRAKE);

    static final List<String> OF_ENVIRONMENT = List.of(PROVIDER, START_TIMEOUT, SERVICE_TIMEOUT);
    static final List<String> OF_PERSONAL_ENVIRONMENT = List.of(START_TIMEOUT, SERVICE_TIMEOUT);
    static final List<String> OF_STAGING =
            List.of(PROFILE, PROFILES, HOSTS, TRUST, HOSTS_FOR_WORKER, TRUST_FOR_WORKER, BYPASS_KEY_FILE, COLD_START);
    static final List<String> OF_PERSONAL_STAGING =
            List.of(HOSTS, TRUST, HOSTS_FOR_WORKER, TRUST_FOR_WORKER, BYPASS_KEY_FILE, COLD_START);
    static final List<String> OF_CATEGORY = List.of(TAGS, TIMEOUT, PRIORITY, SERVICES, REQUIRED, IMPACT, INTEGRATION);
    static final List<String> OF_LAYER = List.of(CATEGORIES, BUDGET, FAIL_FAST, PASS_RATE, MAX_FAILURES);
    static final List<String> OF_MODE = List.of(LAYERS, BUDGET);
    static final List<String> OF_DOCTOR = List.of(RULES, PATHS, LARGE_FILE);
    static final List<String> OF_PATH_RULES = List.of(PATH, RULES);
    static final List<String> OF_QUARANTINE = List.of(TEST, REASON, UNTIL);

    private ConfigKeys() {}
}
