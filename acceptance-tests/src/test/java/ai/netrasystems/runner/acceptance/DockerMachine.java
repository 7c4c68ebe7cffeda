package ai.netrasystems.runner.acceptance;

import java.util.Set;

/**
 * What is in an engine that a run could leave behind.
 *
 * @param containers id, name and state of each, also of those that have ended
 * @param networks name and driver of each: an engine that starts again gives its own bridge another id
 * @param volumes their names
 * @param danglingImages ids of images without a tag that no other image is built on
 */
record DockerMachine(Set<String> containers, Set<String> networks, Set<String> volumes, Set<String> danglingImages) {

    static DockerMachine snapshot(Docker docker) {
        return new DockerMachine(
                docker.lines("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Names}} {{.State}}"),
                docker.lines("network", "ls", "--format", "{{.Name}} {{.Driver}}"),
                docker.lines("volume", "ls", "--quiet"),
                docker.lines("images", "--no-trunc", "--quiet", "--filter", "dangling=true"));
    }
}
