package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Why services could not be had as local processes. */
sealed interface LocalDiagnosis extends Diagnosis {
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

    /** A service that is built from this project fails because of the tree, any other because of the machine. */
    private static LiesIn of(boolean built) {
        return built ? LiesIn.TREE : LiesIn.MACHINE;
    }

    /** Needed services that have no {@code x-runner.local}. */
    record NotConfigured(List<ServiceName> services, Path composeFile) implements LocalDiagnosis {
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
            return "local is not configured: " + names() + (services.size() == 1 ? " has" : " have")
                    + " no x-runner.local in " + composeFile;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "say there how to run " + names() + " as a process (embedded, or command with ready)";
        }

        private String names() {
            return services.stream().map(ServiceName::value).collect(Collectors.joining(", "));
        }
    }

    /** The program of a command is not there. */
    record CommandNotFound(ServiceName service, String program, String searched) implements LocalDiagnosis {
        @Override
        public String kind() {
            return "command-not-found";
        }

        @Override
        public String summary() {
            return "service " + service + ": there is no program `" + program + "`";
        }

        @Override
        public List<String> evidence() {
            return List.of("looked in " + searched);
        }

        @Override
        public String remedy() {
            return "install it, build it first, or correct x-runner.local.command of " + service;
        }
    }

    /** The operating system refused to start it, or to write its files. */
    record NotStarted(ServiceName service, String reason) implements LocalDiagnosis {
        @Override
        public String kind() {
            return "service-not-started";
        }

        @Override
        public String summary() {
            return "service " + service + " could not be started: " + reason;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "check that its x-runner.local.directory exists and that the run's directory can be written";
        }
    }

    /** The run's own files can't be written. */
    record FilesUnwritable(Path path, String reason) implements LocalDiagnosis {
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
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "check the disk's free space and the directory's owner";
        }
    }

    /** It ended while it was expected to stay, or ended with failure. */
    record ServiceExited(ServiceName service, boolean built, int exitCode, List<String> evidence, Path log)
            implements LocalDiagnosis {
        @Override
        public String kind() {
            return "service-exited";
        }

        @Override
        public LiesIn liesIn() {
            return of(built);
        }

        @Override
        public String summary() {
            return "service " + service + " exited with code " + exitCode + " before it was ready" + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return "read its log: " + log;
        }
    }

    /** A port that was free when it was chosen was taken before the service had it. */
    record PortTaken(ServiceName service, int exitCode, List<String> evidence, Path log) implements LocalDiagnosis {
        @Override
        public String kind() {
            return "port-taken";
        }

        @Override
        public String summary() {
            return "service " + service + " exited with code " + exitCode + ": its port was taken meanwhile"
                    + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return "run again: each run takes other ports; if it stays so, the service listens on a fixed port and"
                    + " must take {port:N} instead (log: " + log + ")";
        }
    }

    /** No free port. */
    record NoPort(String range) implements LocalDiagnosis {
        @Override
        public String kind() {
            return "no-free-port";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "no free port on 127.0.0.1 between " + range;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "end what holds them (ss -ltnp shows it), then run again";
        }
    }

    /** It runs, but was not ready in time. */
    record NeverReady(
            ServiceName service, boolean built, String waitedFor, Duration within, List<String> evidence, Path log)
            implements LocalDiagnosis {
        @Override
        public String kind() {
            return "service-never-ready";
        }

        @Override
        public LiesIn liesIn() {
            return of(built);
        }

        @Override
        public String summary() {
            return "service " + service + " was not ready within " + within.toMillis() / 1000.0 + " s: waited for "
                    + waitedFor + lastLine(evidence);
        }

        @Override
        public String remedy() {
            return "read its log (" + log + "); if it is only slow, raise environment.start-timeout";
        }
    }

    /** A server that the runner brings along could not be prepared. */
    record EmbeddedFailed(ServiceName service, String step, List<String> evidence, String remedy)
            implements LocalDiagnosis {
        @Override
        public String kind() {
            return "embedded-failed";
        }

        @Override
        public String summary() {
            return "service " + service + ": " + step + lastLine(evidence);
        }
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
