package ai.netrasystems.runner.environment.compose;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keys that the Compose specification knows (compose-spec.json of the specification's repository). */
final class ComposeKeys {
    static final Set<String> TOP_LEVEL = new TreeSet<>(
            List.of("version", "name", "include", "services", "networks", "volumes", "configs", "secrets", "models"));

    static final Set<String> SERVICE = new TreeSet<>(List.of(
            "annotations",
            "attach",
            "blkio_config",
            "build",
            "cap_add",
            "cap_drop",
            "cgroup",
            "cgroup_parent",
            "command",
            "configs",
            "container_name",
            "cpu_count",
            "cpu_percent",
            "cpu_period",
            "cpu_quota",
            "cpu_rt_period",
            "cpu_rt_runtime",
            "cpu_shares",
            "cpus",
            "cpuset",
            "credential_spec",
            "depends_on",
            "deploy",
            "develop",
            "device_cgroup_rules",
            "devices",
            "dns",
            "dns_opt",
            "dns_search",
            "domainname",
            "entrypoint",
            "env_file",
            "environment",
            "expose",
            "extends",
            "external_links",
            "extra_hosts",
            "gpus",
            "group_add",
            "healthcheck",
            "hostname",
            "image",
            "init",
            "ipc",
            "isolation",
            "label_file",
            "labels",
            "links",
            "logging",
            "mac_address",
            "mem_limit",
            "mem_reservation",
            "mem_swappiness",
            "memswap_limit",
            "models",
            "network_mode",
            "networks",
            "oom_kill_disable",
            "oom_score_adj",
            "pid",
            "pids_limit",
            "platform",
            "ports",
            "post_start",
            "pre_stop",
            "privileged",
            "profiles",
            "provider",
            "pull_policy",
            "read_only",
            "restart",
            "runtime",
            "scale",
            "secrets",
            "security_opt",
            "shm_size",
            "stdin_open",
            "stop_grace_period",
            "stop_signal",
            "storage_opt",
            "sysctls",
            "tmpfs",
            "tty",
            "ulimits",
            "use_api_socket",
            "user",
            "userns_mode",
            "uts",
            "volumes",
            "volumes_from",
            "working_dir"));

    /** Keys of the maps within a service, by the path from the service; maps that are not here take any key. */
    private static final Map<String, Set<String>> NESTED = Map.ofEntries(
            Map.entry(
                    "build",
                    Set.of(
                            "additional_contexts",
                            "args",
                            "cache_from",
                            "cache_to",
                            "context",
                            "dockerfile",
                            "dockerfile_inline",
                            "entitlements",
                            "extra_hosts",
                            "isolation",
                            "labels",
                            "network",
                            "no_cache",
                            "platforms",
                            "privileged",
                            "provenance",
                            "pull",
                            "sbom",
                            "secrets",
                            "shm_size",
                            "ssh",
                            "tags",
                            "target",
                            "ulimits")),
            Map.entry(
                    "deploy",
                    Set.of(
                            "endpoint_mode",
                            "labels",
                            "mode",
                            "placement",
                            "replicas",
                            "resources",
                            "restart_policy",
                            "rollback_config",
                            "update_config")),
            Map.entry("deploy.resources", Set.of("limits", "reservations")),
            Map.entry("deploy.resources.limits", Set.of("cpus", "memory", "pids")),
            Map.entry("deploy.resources.reservations", Set.of("cpus", "devices", "generic_resources", "memory")),
            Map.entry("env_file", Set.of("format", "path", "required")),
            Map.entry(
                    "healthcheck",
                    Set.of("disable", "interval", "retries", "start_interval", "start_period", "test", "timeout")),
            Map.entry("ports", Set.of("app_protocol", "host_ip", "mode", "name", "protocol", "published", "target")),
            Map.entry(
                    "volumes",
                    Set.of(
                            "bind",
                            "cluster",
                            "consistency",
                            "image",
                            "npipe",
                            "read_only",
                            "source",
                            "target",
                            "tmpfs",
                            "type",
                            "volume")),
            Map.entry("volumes.bind", Set.of("create_host_path", "propagation", "recursive", "selinux")),
            Map.entry("volumes.tmpfs", Set.of("mode", "size")),
            Map.entry("volumes.volume", Set.of("labels", "nocopy", "subpath")));

    /** Whether Compose knows the key of a map within a service. */
    static boolean known(String path, String key) {
        Set<String> keys = NESTED.get(path);
        return keys == null || keys.contains(key);
    }

    /** Prefix of extension fields: anybody may write what they like there. */
    static final String EXTENSION = "x-";

    /** The extension field that is ours. */
    static final String RUNNER = "x-runner";

    private ComposeKeys() {}
}
