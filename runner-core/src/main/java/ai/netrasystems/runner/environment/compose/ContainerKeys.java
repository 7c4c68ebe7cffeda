package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlMap;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of a service's keys on containers: each is read, or overridden with a note, or refused. A key that is new
 * in the specification is refused until somebody decides.
 */
final class ContainerKeys {
    /** Read elsewhere, or of no consequence: {@code expose} opens nothing, {@code attach} is about the terminal. */
    static final Set<String> SUPPORTED = Set.of(
            "attach",
            "build",
            "cap_add",
            "cap_drop",
            "command",
            "cpus",
            "depends_on",
            "deploy",
            "dns",
            "entrypoint",
            "env_file",
            "environment",
            "expose",
            "extends",
            "extra_hosts",
            "group_add",
            "healthcheck",
            "hostname",
            "image",
            "init",
            "labels",
            "links",
            "mem_limit",
            "mem_reservation",
            "memswap_limit",
            "network_mode",
            "networks",
            "pids_limit",
            "platform",
            "ports",
            "privileged",
            "profiles",
            "pull_policy",
            "read_only",
            "restart",
            "scale",
            "security_opt",
            "shm_size",
            "stdin_open",
            "stop_grace_period",
            "stop_signal",
            "sysctls",
            "tmpfs",
            "tty",
            "ulimits",
            "user",
            "volumes",
            "working_dir");

    /** What is said of keys that the runner overrides or leaves out. */
    static final Map<String, String> NOTED = Map.of(
            "annotations", "`annotations` are left out",
            "container_name", "`container_name` is replaced by a name of the run; other services reach it by both",
            "stop_grace_period", "`stop_grace_period` is at most a second: a run has to end soon",
            "develop", "`develop` is left out: it is for `docker compose watch`",
            "logging", "`logging` is left out: the runner keeps the logs");

    private static final Set<String> AS_THE_RUNNER_PULLS = Set.of("missing", "if_not_present", "build");
    private static final Set<String> DEPLOY = Set.of("resources", "replicas", "restart_policy", "mode", "labels");

    private final ContainerScope scope;
    private final MapReader service;

    ContainerKeys(ContainerScope scope, MapReader service) {
        this.scope = scope;
        this.service = service;
    }

    void check(YamlMap map) {
        map.entries().values().stream()
                .filter(entry -> !ContainerScope.saysNothing(entry.value()))
                .forEach(this::key);
        restart();
        pullPolicy();
        service.map("deploy").ifPresent(this::deploy);
        one(service, "scale", "scale");
        links();
    }

    /** Every service is reached by its name; another name for one service alone is not to be had. */
    private void links() {
        service.scalars("links").stream()
                .filter(link -> link.text().contains(":"))
                .filter(link -> !link.text().matches("([^:]*):\\1"))
                .forEach(link -> scope.refuse("links: " + link.text(), link.origin()));
    }

    private void key(YamlMap.Entry entry) {
        String key = entry.key();
        String note = NOTED.get(key);
        if (note != null) {
            scope.note(note);
        } else if (ComposeKeys.SERVICE.contains(key) && !SUPPORTED.contains(key)) {
            scope.refuse(key, entry.keyOrigin());
        }
    }

    private void restart() {
        service.text("restart")
                .filter(policy -> !policy.equals("no") && !policy.isEmpty())
                .ifPresent(policy -> scope.note("`restart` is left out: a container that ends is told, not hidden"));
    }

    private void pullPolicy() {
        service.text("pull_policy")
                .filter(policy -> !AS_THE_RUNNER_PULLS.contains(policy) && !policy.isEmpty())
                .ifPresent(policy -> scope.note(
                        "`pull_policy: " + policy + "` is left out: images are pulled where they are missing"));
    }

    private void deploy(YamlMap map) {
        scope.only(map, "deploy", DEPLOY);
        MapReader deploy = scope.reader(map, "deploy");
        deploy.map("resources")
                .ifPresent(resources -> scope.only(resources, "deploy.resources", Set.of("limits", "reservations")));
        if (deploy.node("restart_policy").isPresent()) {
            scope.note("`restart` is left out: a container that ends is told, not hidden");
        }
        if (deploy.node("labels").isPresent()) {
            scope.note("`deploy.labels` are left out, as in Compose: they are for Swarm");
        }
        deploy.text("mode")
                .filter(mode -> !mode.equals("replicated"))
                .ifPresent(mode -> scope.refuse("deploy.mode: " + mode, deploy.originOf("mode")));
        one(deploy, "replicas", "deploy.replicas");
    }

    private void one(MapReader reader, String key, String name) {
        reader.text(key)
                .filter(count -> !count.equals("1"))
                .ifPresent(count -> scope.refuse(name + ": " + count, reader.originOf(key)));
    }
}
