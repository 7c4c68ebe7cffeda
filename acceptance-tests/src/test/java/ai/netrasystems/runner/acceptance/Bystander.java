package ai.netrasystems.runner.acceptance;

import java.util.UUID;

/** Somebody else's container: whatever a run does, it is none of the run's business. */
final class Bystander implements AutoCloseable {
    private final Docker docker;
    private final String name;

    private Bystander(Docker docker, String name) {
        this.docker = docker;
        this.name = name;
    }

    static Bystander start(Docker docker) {
        String name = "acceptance-bystander-" + UUID.randomUUID();
        docker.run(
                "run",
                "--detach",
                "--name",
                name,
                "--network",
                "none",
                "--entrypoint",
                "sleep",
                Docker.image("POSTGRES_IMAGE"),
                "86400");
        return new Bystander(docker, name);
    }

    boolean isRunning() {
        return docker.tried("inspect", "--format", "{{.State.Running}}", name)
                .text()
                .equals("true");
    }

    @Override
    public void close() {
        docker.run("rm", "--force", "--volumes", name);
    }
}
