package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why services could not be had as containers, once there was an engine. */
sealed interface ContainersDiagnosis extends Diagnosis {
    /** Lines of a log that are evidence. */
    int LOG_LINES = 50;

    @Override
    default Stage stage() {
        return Stage.STARTUP;
    }

    @Override
    default LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    default List<String> evidence() {
        return List.of();
    }

    /** The same, with what rules say of its build; as it is where none failed by what it is built from. {@code rules}: of the cause. */
    default ContainersDiagnosis advised(Function<String, List<String>> rules) {
        return this;
    }

    /** A service that is built from this project fails because of the tree, any other because of the machine. */
    private static LiesIn of(boolean built) {
        return built ? LiesIn.TREE : LiesIn.MACHINE;
    }

    /** Needed services of which the Compose file does not say how they run as containers. */
    record NotConfigured(List<ServiceName> services, Path composeFile) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "not-configured";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "containers are not configured: " + names() + (services.size() == 1 ? " has" : " have")
                    + " neither image nor build in " + composeFile;
        }

        @Override
        public String remedy() {
            return "say there which image " + names() + " runs";
        }

        private String names() {
            return services.stream().map(ServiceName::value).collect(Collectors.joining(", "));
        }
    }

    /** An image is neither here nor could it be fetched. */
    record PullFailed(ServiceName service, String image, PullReason reason, List<String> evidence)
            implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "pull-failed";
        }

        @Override
        public Stage stage() {
            return Stage.BUILD;
        }

        @Override
        public String summary() {
            return "image " + image + " of service " + service + " could not be pulled: " + reason.summary(image);
        }

        @Override
        public String remedy() {
            return reason.remedy(image);
        }
    }

    /**
     * An image could not be built.
     *
     * @param line of the Dockerfile; 0 where the build failed before its first instruction
     * @param instruction as written there
     * @param cause one line
     * @param byEngine whether the engine itself could not do what the instruction asks for
     * @param evidence the last output of the instruction's command
     * @param log the build's whole output
     * @param advice what rules say of the build besides
     */
    record BuildFailed(
            ServiceName service,
            Path dockerfile,
            int line,
            String instruction,
            String cause,
            boolean byEngine,
            List<String> evidence,
            Path log,
            List<String> advice)
            implements ContainersDiagnosis {
        /** One that no rule was asked about. */
        BuildFailed(
                ServiceName service,
                Path dockerfile,
                int line,
                String instruction,
                String cause,
                boolean byEngine,
                List<String> evidence,
                Path log) {
            this(service, dockerfile, line, instruction, cause, byEngine, evidence, log, List.of());
        }

        @Override
        public ContainersDiagnosis advised(Function<String, List<String>> rules) {
            return byEngine
                    ? this
                    : new BuildFailed(
                            service, dockerfile, line, instruction, cause, false, evidence, log, rules.apply(cause));
        }

        @Override
        public String kind() {
            return "build-failed";
        }

        @Override
        public Stage stage() {
            return Stage.BUILD;
        }

        @Override
        public LiesIn liesIn() {
            return byEngine ? LiesIn.MACHINE : LiesIn.TREE;
        }

        @Override
        public String place() {
            return dockerfile.getFileName()
                    + (line > 0 ? ":" + line : "")
                    + (instruction.isBlank() ? "" : " " + instruction);
        }

        @Override
        public String summary() {
            String where = dockerfile + (line > 0 ? ":" + line : "");
            return "the image of service " + service + " was not built: " + where
                    + (instruction.isBlank() ? "" : " " + instruction) + " (" + cause + ")";
        }

        @Override
        public String remedy() {
            if (byEngine) {
                return "check the engine's own log; `docker build` by hand shows the same (whole output: " + log + ")";
            }
            return "correct " + dockerfile + (line > 0 ? " line " + line : "") + " or what it copies (whole output: "
                    + log + ")";
        }
    }

    /** A build did not end in time. {@code advice}: what rules say of it. */
    record BuildTimeout(
            ServiceName service, Path dockerfile, Duration within, List<String> evidence, Path log, List<String> advice)
            implements ContainersDiagnosis {
        /** One that no rule was asked about. */
        BuildTimeout(ServiceName service, Path dockerfile, Duration within, List<String> evidence, Path log) {
            this(service, dockerfile, within, evidence, log, List.of());
        }

        @Override
        public ContainersDiagnosis advised(Function<String, List<String>> rules) {
            return new BuildTimeout(service, dockerfile, within, evidence, log, rules.apply(""));
        }

        @Override
        public String kind() {
            return "build-timeout";
        }

        @Override
        public Stage stage() {
            return Stage.BUILD;
        }

        @Override
        public LiesIn liesIn() {
            return LiesIn.TREE;
        }

        @Override
        public String summary() {
            return "the image of service " + service + " was not built within " + seconds(within) + " (" + dockerfile
                    + ")" + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return "read its output (" + log + "); if it is only slow, raise environment.start-timeout";
        }
    }

    /**
     * A Dockerfile that only BuildKit can build, and none is to be had.
     *
     * @param needs lines with what in them needs it
     * @param tried what became of each docker CLI
     */
    record NeedsBuildKit(ServiceName service, Path dockerfile, List<String> needs, List<String> tried)
            implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "needs-buildkit";
        }

        @Override
        public Stage stage() {
            return Stage.BUILD;
        }

        @Override
        public String summary() {
            return "the image of service " + service + " needs BuildKit, which is not installed: " + dockerfile + " "
                    + String.join("; ", needs);
        }

        @Override
        public List<String> evidence() {
            return tried;
        }

        @Override
        public String remedy() {
            return "install the docker CLI with its buildx plugin, or do without that in " + dockerfile;
        }
    }

    /** The engine would not create or start the container. */
    record ContainerRefused(ServiceName service, boolean built, String message) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "container-refused";
        }

        /** An image whose command is not in it is as wrong as one that exits; all else the engine could not do. */
        @Override
        public LiesIn liesIn() {
            return of(built && message.contains("exec: "));
        }

        @Override
        public String summary() {
            return "service " + service + " could not be started: " + message;
        }

        @Override
        public String remedy() {
            return "correct what the Compose file says of " + service + ", or its image";
        }
    }

    /** It ended while it was expected to stay, or ended with failure. {@code limit}: its memory, in bytes. */
    record ContainerExited(
            ServiceName service,
            boolean built,
            long exitCode,
            boolean outOfMemory,
            OptionalLong limit,
            List<String> evidence,
            Path log)
            implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "container-exited";
        }

        @Override
        public LiesIn liesIn() {
            return of(built);
        }

        @Override
        public String summary() {
            return "service " + service + " exited with code " + exitCode + memory() + " before it was ready"
                    + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return outOfMemory || killedUnderLimit()
                    ? "raise mem_limit of " + service + ", or have it take less (log: " + log + ")"
                    : "read its log: " + log;
        }

        private String memory() {
            if (outOfMemory) {
                return ", out of memory" + limitText();
            }
            return killedUnderLimit() ? ", killed, perhaps out of memory" + limitText() : "";
        }

        /** The engine does not always hear why the kernel killed a process: nobody else sends it SIGKILL here. */
        private boolean killedUnderLimit() {
            return exitCode == 137 && limit.isPresent();
        }

        private String limitText() {
            return limit.isPresent() ? " (limit " + limit.getAsLong() / 1024 / 1024 + " MiB)" : "";
        }
    }

    /** Its health check failed as often as it may. {@code evidence}: the check's own output. */
    record HealthFailing(ServiceName service, boolean built, String check, List<String> evidence, Path log)
            implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "health-failing";
        }

        @Override
        public LiesIn liesIn() {
            return of(built);
        }

        @Override
        public String summary() {
            return "service " + service + " is unhealthy: " + check + " fails" + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return "read its log (" + log + "), and check that healthcheck asks the right thing";
        }
    }

    /** Others wait until it is healthy, and nothing checks its health. */
    record HealthUnchecked(ServiceName service, boolean built, List<ServiceName> waiting)
            implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "health-unchecked";
        }

        @Override
        public LiesIn liesIn() {
            return of(built);
        }

        @Override
        public String summary() {
            if (waiting.isEmpty()) {
                return "tests are told where " + service
                        + " is, and neither the Compose file nor its image has a health check that says when it is ready";
            }
            return waiting.stream().map(ServiceName::value).collect(Collectors.joining(", "))
                    + (waiting.size() == 1 ? " waits" : " wait") + " until " + service
                    + " is healthy, and neither the Compose file nor its image has a health check";
        }

        @Override
        public String remedy() {
            return "give " + service + " a healthcheck" + (waiting.isEmpty() ? "" : ", or wait for `service_started`");
        }
    }

    /** It runs, but was not ready in time. {@code evidence}: the health check's last output, then the log's last lines. */
    record StartTimeout(
            ServiceName service, boolean built, String waitedFor, Duration within, List<String> evidence, Path log)
            implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "start-timeout";
        }

        @Override
        public LiesIn liesIn() {
            return of(built);
        }

        @Override
        public String summary() {
            return "service " + service + " was not ready within " + seconds(within) + ": waited for " + waitedFor
                    + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return "read its log (" + log + "); if it is only slow, raise environment.start-timeout";
        }
    }

    /** Tests or other services want a port of it that is not published. */
    record PortNotPublished(ServiceName service, int port, String why) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "port-not-published";
        }

        @Override
        public String summary() {
            return "port " + port + " of service " + service + " is not published: " + why;
        }

        @Override
        public String remedy() {
            return "name " + port + " in `ports` of " + service;
        }
    }

    /** A network or a volume of the run could not be made. {@code what}: such as {@code network runner-1}. */
    record NotCreated(String what, String message) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return what.split(" ", 2)[0].toLowerCase(Locale.ROOT) + "-failed";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "the engine could not create " + what + ": " + message;
        }

        @Override
        public String remedy() {
            return message.contains("address pool")
                    ? "remove networks that nobody uses (docker network ls, docker network rm)"
                    : "check the engine's own log";
        }
    }

    /** The engine was there, and no longer answers. */
    record EngineLost(String endpoint, String reason) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "engine-lost";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "the container engine at " + endpoint + " no longer answers: " + reason;
        }

        @Override
        public String remedy() {
            return "start it again (`docker version` shows whether it answers), then `runner clean`";
        }
    }

    /** The engine has no space left. */
    record DiskFull(String what, String message) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "disk-full";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "the container engine's disk is full: " + what;
        }

        @Override
        public List<String> evidence() {
            return List.of(message);
        }

        @Override
        public String remedy() {
            return "free some of it (docker system df shows what takes it)";
        }
    }

    /** The run's own files can't be written. */
    record FilesUnwritable(Path path, String reason) implements ContainersDiagnosis {
        @Override
        public String kind() {
            return "files-unwritable";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "cannot write " + path + ": " + reason;
        }

        @Override
        public String remedy() {
            return "check the disk's free space and the directory's owner";
        }
    }

    /** The causes that any call of the engine may have, whatever it was for. */
    static Optional<ContainersDiagnosis> general(EngineFailure failure, String endpoint, String what) {
        if (failure.lost()) {
            return Optional.of(new EngineLost(endpoint, failure.message()));
        }
        return failure.diskFull() ? Optional.of(new DiskFull(what, failure.message())) : Optional.empty();
    }

    private static String seconds(Duration time) {
        return time.toMillis() / 1000.0 + " s";
    }

    /** The last line that says something, for a summary. */
    private static String lastLine(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).isBlank()) {
                return " (" + lines.get(i).strip() + ")";
            }
        }
        return "";
    }
}
