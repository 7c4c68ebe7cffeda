package ai.netrasystems.runner.staging.jupiter;

import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.EnvironmentName;
import ai.netrasystems.runner.staging.EnvironmentVariables;
import ai.netrasystems.runner.staging.InvalidVariableException;
import ai.netrasystems.runner.staging.NewUsers;
import ai.netrasystems.runner.staging.ServiceEndpoint;
import ai.netrasystems.runner.staging.TestEnvironment;
import ai.netrasystems.runner.staging.WebSocketSettings;
import ai.netrasystems.runner.staging.jupiter.ResolvedParameter.Broken;
import ai.netrasystems.runner.staging.jupiter.ResolvedParameter.Found;
import ai.netrasystems.runner.staging.jupiter.ResolvedParameter.Missing;
import java.util.Optional;
import java.util.Set;

/** Which parameter types the environment gives, and what it gives for each. Knows no test and no JUnit. */
final class EnvironmentParameters {
    private static final Set<Class<?>> TYPES =
            Set.of(TestEnvironment.class, ServiceEndpoint.class, AccessToken.class, WebSocketSettings.class);

    private static final String PLAN = "give the test's category this service, or tag the test service:<name>";

    private final EnvironmentVariables variables;

    EnvironmentParameters(EnvironmentVariables variables) {
        this.variables = variables;
    }

    static boolean gives(Class<?> type) {
        return TYPES.contains(type);
    }

    /** The value for a parameter of one of the types above; the service is what {@link Endpoint} names, if anything. */
    ResolvedParameter resolve(Class<?> type, Optional<String> service) {
        try {
            Optional<ResolvedParameter> foreign = foreignEnvironment();
            if (foreign.isPresent()) {
                return foreign.get();
            }
            TestEnvironment environment = TestEnvironment.from(variables);
            if (type == TestEnvironment.class) {
                return environment.name() == EnvironmentName.NONE
                                && environment.endpoints().isEmpty()
                        ? missing("TestEnvironment", "ENVIRONMENT")
                        : new Found(environment);
            }
            if (type == AccessToken.class) {
                return found(AccessToken.from(variables), "AccessToken", "E2E_AUTH_TOKEN_FILE nor E2E_AUTH_TOKEN");
            }
            if (type == WebSocketSettings.class) {
                return found(
                        WebSocketSettings.from(environment.name(), variables), "WebSocketSettings", "WEBSOCKET_URL");
            }
            return service.map(this::endpoint)
                    .orElseGet(() -> new Broken("a ServiceEndpoint parameter must say which service it means:"
                            + " @Endpoint(\"backend\") ServiceEndpoint backend"));
        } catch (InvalidVariableException e) {
            return new Broken(String.valueOf(e.getMessage()));
        }
    }

    /** The token of a user that no other test has; each call takes one where there are any. */
    ResolvedParameter newUser() {
        try {
            return NewUsers.from(variables)
                    .<ResolvedParameter>map(users -> new Found(users.take()))
                    .orElseGet(EnvironmentParameters::noNewUsers);
        } catch (InvalidVariableException e) {
            return new Broken(String.valueOf(e.getMessage()));
        }
    }

    /** Why there is no new user for a test, without taking one; empty where there may be. */
    Optional<Missing> whyNoNewUser() {
        boolean none = variables.find(NewUsers.URL).isEmpty()
                || variables.find(NewUsers.KEY).isEmpty();
        return none ? Optional.of(noNewUsers()) : Optional.empty();
    }

    private static Missing noNewUsers() {
        return new Missing(
                "no environment for @NewUser AccessToken: " + NewUsers.URL + " is not set",
                "set `token.users: per-test` in the staging profile");
    }

    /** A value of ENVIRONMENT that is not the runner's is the user's own, so nothing beside it can be meant for tests. */
    private Optional<ResolvedParameter> foreignEnvironment() {
        return variables
                .find("ENVIRONMENT")
                .filter(value -> EnvironmentName.ofVariable(value).isEmpty())
                .map(value -> new Missing("ENVIRONMENT is '" + value + "', not test, staging or local", PLAN));
    }

    private ResolvedParameter endpoint(String service) {
        return found(
                ServiceEndpoint.find(service, variables),
                "@Endpoint(\"" + service + "\") ServiceEndpoint",
                String.join(" nor ", ServiceEndpoint.variables(service)));
    }

    private static ResolvedParameter found(Optional<?> value, String wanted, String names) {
        return value.<ResolvedParameter>map(Found::new).orElseGet(() -> missing(wanted, names));
    }

    private static ResolvedParameter missing(String wanted, String names) {
        String not = names.contains(" nor ") ? "neither " + names + " is set" : names + " is not set";
        return new Missing("no environment for " + wanted + ": " + not, PLAN);
    }
}
