package ai.netrasystems.runner.config.profile;

import static ai.netrasystems.runner.config.profile.ProfileKeys.ACCEPTED_BY;
import static ai.netrasystems.runner.config.profile.ProfileKeys.COMMAND;
import static ai.netrasystems.runner.config.profile.ProfileKeys.ENDPOINT;
import static ai.netrasystems.runner.config.profile.ProfileKeys.ISSUER;
import static ai.netrasystems.runner.config.profile.ProfileKeys.LIFETIME;
import static ai.netrasystems.runner.config.profile.ProfileKeys.SECRET_ENV;
import static ai.netrasystems.runner.config.profile.ProfileKeys.SECRET_FILE;
import static ai.netrasystems.runner.config.profile.ProfileKeys.SOURCE;
import static ai.netrasystems.runner.config.profile.ProfileKeys.TOKEN;
import static ai.netrasystems.runner.config.profile.ProfileKeys.USERS;

import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.staging.SecretPlace;
import ai.netrasystems.runner.staging.StagingProfile.Login;
import ai.netrasystems.runner.staging.StagingProfile.Offered;
import ai.netrasystems.runner.staging.TestUsers;
import ai.netrasystems.runner.staging.TokenRule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads where the tokens of simulated users come from. */
final class LoginReader {
    private static final String NONE = "none";
    private static final String KEY_VARIABLE = "E2E_OAUTH_SIMULATION_KEY";
    private static final String STANDARD_ENDPOINT = "/auth/e2e/test-auth";
    private static final Duration STANDARD_LIFETIME = Duration.ofMinutes(15);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Problems problems;
    private final ProfileValues values;
    private final Path directory;

    LoginReader(Problems problems, ProfileValues values, Path directory) {
        this.problems = problems;
        this.values = values;
        this.directory = directory;
    }

    /** The kinds of source, as they are written. */
    enum Source {
        E2E,
        HS256,
        COMMAND,
        FIXED;

        /** Keys that mean something with it. */
        private List<String> keys() {
            return switch (this) {
                case E2E -> List.of(ENDPOINT, SECRET_ENV, SECRET_FILE);
                case HS256 -> List.of(ISSUER, LIFETIME, SECRET_ENV, SECRET_FILE);
                case COMMAND -> List.of(ProfileKeys.COMMAND, LIFETIME);
                case FIXED -> List.of(SECRET_ENV, SECRET_FILE);
            };
        }
    }

    Optional<Login> read(MapReader reader, List<Offered> services) {
        Optional<Source> source = reader.choice(SOURCE, Source.class);
        if (source.isEmpty()) {
            if (reader.node(SOURCE).isEmpty()) {
                problems.add(
                        "`" + TOKEN + "` of a staging profile needs `" + SOURCE + "`",
                        reader.origin(),
                        "one of e2e, hs256, command, fixed");
            }
            return Optional.empty();
        }
        set(SOURCE, MapReader.label(source.get()), reader);
        List.of(ENDPOINT, SECRET_ENV, SECRET_FILE, ISSUER, LIFETIME, COMMAND).stream()
                .filter(key ->
                        reader.node(key).isPresent() && !source.get().keys().contains(key))
                .forEach(key -> problems.add(
                        "`" + key + "` means nothing with `" + SOURCE + ": " + MapReader.label(source.get()) + "`",
                        reader.originOf(key),
                        "it takes " + String.join(", ", source.get().keys())));
        Optional<String> acceptedBy = UrlPath.read(reader, ACCEPTED_BY, problems);
        needs("backend", acceptedBy.isPresent(), ACCEPTED_BY, services, reader);
        values.put(TOKEN + "." + ACCEPTED_BY, NONE, acceptedBy, reader.originOf(ACCEPTED_BY));
        Optional<TestUsers> users = reader.choice(USERS, TestUsers.class);
        values.put(
                TOKEN + "." + USERS,
                MapReader.label(TestUsers.SHARED),
                users.map(MapReader::label),
                reader.originOf(USERS));
        users.filter(it -> it != TestUsers.SHARED && (source.get() == Source.COMMAND || source.get() == Source.FIXED))
                .ifPresent(it -> problems.add(
                        "`" + SOURCE + ": " + MapReader.label(source.get()) + "` gives one user's token only",
                        reader.originOf(USERS),
                        "`users: shared`, or a source that makes users: e2e, hs256"));
        return rule(source.get(), reader, services)
                .map(rule -> new Login(rule, acceptedBy, users.orElse(TestUsers.SHARED)));
    }

    private Optional<TokenRule> rule(Source source, MapReader reader, List<Offered> services) {
        return switch (source) {
            case E2E -> e2e(reader, services);
            case HS256 -> hs256(reader);
            case COMMAND -> command(reader);
            case FIXED -> secret(reader, Optional.empty()).map(TokenRule.Fixed::new);
        };
    }

    private Optional<TokenRule> e2e(MapReader reader, List<Offered> services) {
        needs("auth", true, SOURCE, services, reader);
        Optional<String> endpoint = UrlPath.read(reader, ENDPOINT, problems);
        values.put(TOKEN + "." + ENDPOINT, STANDARD_ENDPOINT, endpoint, reader.originOf(ENDPOINT));
        return secret(reader, Optional.of(KEY_VARIABLE))
                .map(place -> new TokenRule.E2e(endpoint.orElse(STANDARD_ENDPOINT), place));
    }

    private Optional<TokenRule> hs256(MapReader reader) {
        Optional<String> issuer = reader.text(ISSUER);
        if (issuer.isEmpty() && reader.node(ISSUER).isEmpty()) {
            problems.add(
                    "`" + SOURCE + ": hs256` needs `" + ISSUER + "`",
                    reader.origin(),
                    "what the service checks as `iss`");
        }
        issuer.ifPresent(it -> set(ISSUER, it, reader));
        Optional<Duration> given = reader.duration(LIFETIME);
        values.put(
                TOKEN + "." + LIFETIME,
                DurationText.format(STANDARD_LIFETIME),
                given.map(DurationText::format),
                reader.originOf(LIFETIME));
        Duration lifetime = given.orElse(STANDARD_LIFETIME);
        if (lifetime.isZero() || lifetime.compareTo(TokenRule.LONGEST_MINTED) > 0) {
            problems.add(
                    "a token that is signed here lives at most " + DurationText.format(TokenRule.LONGEST_MINTED)
                            + ", and longer than nothing",
                    reader.originOf(LIFETIME),
                    "it is renewed in time, so a short life costs nothing");
            return Optional.empty();
        }
        return secret(reader, Optional.empty())
                .flatMap(place -> issuer.map(by -> new TokenRule.Hs256(by, lifetime, place)));
    }

    private Optional<TokenRule> command(MapReader reader) {
        List<String> argv = reader.texts(ProfileKeys.COMMAND);
        if (argv.isEmpty() || argv.get(0).isBlank()) {
            problems.add(
                    "`" + SOURCE + ": command` needs `" + ProfileKeys.COMMAND + "`",
                    reader.originOf(ProfileKeys.COMMAND),
                    "a list: [program, argument]; no shell reads it");
            return Optional.empty();
        }
        set(ProfileKeys.COMMAND, argv.get(0) + (argv.size() > 1 ? " ..." : ""), reader);
        Optional<Duration> lifetime = reader.duration(LIFETIME);
        if (lifetime.filter(Duration::isZero).isPresent()) {
            problems.add("`" + LIFETIME + "` must be longer than nothing", reader.originOf(LIFETIME));
            return Optional.empty();
        }
        values.put(TOKEN + "." + LIFETIME, NONE, lifetime.map(DurationText::format), reader.originOf(LIFETIME));
        return Optional.of(new TokenRule.Command(argv, lifetime));
    }

    /** Exactly one place; {@code standard}: the variable where none is named. */
    private Optional<SecretPlace> secret(MapReader reader, Optional<String> standard) {
        Optional<String> variable = reader.text(SECRET_ENV);
        Optional<String> file = reader.text(SECRET_FILE);
        if (variable.isPresent() == file.isPresent() && (file.isPresent() || standard.isEmpty())) {
            problems.add(
                    "`" + TOKEN + "` needs one of `" + SECRET_ENV + "` and `" + SECRET_FILE + "`",
                    file.isPresent() ? reader.originOf(SECRET_FILE) : reader.origin(),
                    "the name of an environment variable, or the path of a file that only its owner can read");
            return Optional.empty();
        }
        if (file.isPresent()) {
            return file(file.get(), reader);
        }
        String name = variable.or(() -> standard).orElseThrow();
        if (!VARIABLE.matcher(name).matches()) {
            // Not shown: it may be the secret itself.
            problems.add(
                    "`" + SECRET_ENV + "` must be the name of an environment variable, not its value",
                    reader.originOf(SECRET_ENV));
            return Optional.empty();
        }
        values.put(TOKEN + "." + SECRET_ENV, standard.orElse(NONE), variable, reader.originOf(SECRET_ENV));
        return Optional.of(new SecretPlace.Env(name));
    }

    private Optional<SecretPlace> file(String text, MapReader reader) {
        try {
            Path path = directory.resolve(text).normalize();
            set(SECRET_FILE, path.toString(), reader);
            return Optional.of(new SecretPlace.File(path));
        } catch (InvalidPathException noPath) {
            problems.add("`" + SECRET_FILE + "` is no path: " + noPath.getReason(), reader.originOf(SECRET_FILE));
            return Optional.empty();
        }
    }

    private void needs(String service, boolean asked, String key, List<Offered> services, MapReader reader) {
        if (asked && services.stream().noneMatch(it -> it.endpoint().service().equals(service))) {
            problems.add("`" + key + "` needs a service `" + service + "` in the profile", reader.originOf(key));
        }
    }

    private void set(String key, String value, MapReader reader) {
        values.set(TOKEN + "." + key, value, reader.originOf(key));
    }
}
