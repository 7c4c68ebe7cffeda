package ai.netrasystems.runner.discovery.launcher;

import java.nio.file.Path;

/** A jar by its Maven coordinates. */
public record Artifact(String group, String name, String version) {
    /** {@code name-version.jar}. */
    public String fileName() {
        return name + "-" + version + ".jar";
    }

    /** Its place in a local repository of Maven's default layout. */
    public Path in(Path repository) {
        return repository
                .resolve(group.replace('.', '/'))
                .resolve(name)
                .resolve(version)
                .resolve(fileName());
    }

    /** {@code group:name:version}. */
    @Override
    public String toString() {
        return group + ":" + name + ":" + version;
    }
}
