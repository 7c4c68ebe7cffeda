package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** Options that say where, as words: for tables of tests. */
final class WhereWords {
    private WhereWords() {}

    /** {@code --docker-bypass --fallback any}; null and empty are none. */
    static RunRequest request(String options) {
        Requests requests = Requests.plain();
        Iterator<String> words = options == null || options.isBlank()
                ? List.<String>of().iterator()
                : List.of(options.strip().split(" +")).iterator();
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "--environment" -> requests.environment(EnvironmentChoice.valueOf(upper(words.next())));
                case "--fallback" -> requests.fallback(Fallback.valueOf(upper(words.next())));
                case "--staging" -> requests.staging(words.next());
                case "--compose" -> requests.compose(words.next());
                case "--no-docker" -> requests.noDocker();
                case "--docker-bypass" -> requests.dockerBypass();
                case "--staging-e2e" -> requests.stagingE2e();
                case "--skip-health-check" -> requests.skipHealthCheck();
                case "--keep-environment" -> requests.keepEnvironment();
                default -> throw new IllegalArgumentException(word);
            }
        }
        return requests.build();
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
