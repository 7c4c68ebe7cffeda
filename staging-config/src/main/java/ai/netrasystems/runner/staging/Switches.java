package ai.netrasystems.runner.staging;

/**
 * The switches that the runner sets beside the URLs; each is false where its variable is not set. A variable that holds
 * anything but {@code true} or {@code false} is an error, because a guard that takes the text "false" for true stands
 * open.
 *
 * @param useStagingServices {@code USE_STAGING_SERVICES}: the services are those of a staging system
 * @param dockerBypass {@code DOCKER_BYPASS_MODE}: the run was told not to touch Docker
 * @param skipHealthCheck {@code BYPASS_STAGING_HEALTH_CHECK}: nobody checked the staging system's health before
 */
public record Switches(boolean useStagingServices, boolean dockerBypass, boolean skipHealthCheck) {

    /**
     * Reads the three variables.
     *
     * @throws InvalidVariableException where one is neither true nor false
     */
    public static Switches from(EnvironmentVariables variables) {
        return new Switches(
                read("USE_STAGING_SERVICES", variables),
                read("DOCKER_BYPASS_MODE", variables),
                read("BYPASS_STAGING_HEALTH_CHECK", variables));
    }

    private static boolean read(String name, EnvironmentVariables variables) {
        return switch (variables.find(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidVariableException(name, "must be true or false");
        };
    }
}
