package ai.netrasystems.runner.environment.containers.engine;

/**
 * What an engine says of itself ({@code GET /version}).
 *
 * @param version such as {@code 28.2.2}
 * @param apiVersion newest that it speaks, such as {@code 1.41}
 * @param oldestApiVersion oldest that it speaks
 * @param podman whether it is Podman behind Docker's interface
 */
public record EngineFacts(String version, String apiVersion, String oldestApiVersion, boolean podman) {
    /** Its name and version, for people. */
    public String title() {
        return (podman ? "Podman " : "Docker Engine ") + version;
    }
}
