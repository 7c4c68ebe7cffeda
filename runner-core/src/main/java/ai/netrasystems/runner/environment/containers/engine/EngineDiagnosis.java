package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.Diagnosis;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Why there is no engine to work with. */
public sealed interface EngineDiagnosis extends Diagnosis {
    @Override
    default LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    default Stage stage() {
        return Stage.PROVIDER;
    }

    /**
     * There is none, or nobody listens where it should be.
     *
     * @param why one clause, such as {@code nobody listens on /var/run/docker.sock}
     * @param evidence where was looked, and what was found there
     */
    record Absent(String why, List<String> evidence) implements EngineDiagnosis {
        /** Copies the list. */
        public Absent {
            evidence = List.copyOf(evidence);
        }

        @Override
        public String kind() {
            return "engine-absent";
        }

        @Override
        public String summary() {
            return "no container engine: " + why;
        }

        @Override
        public String remedy() {
            return "start Docker (or point DOCKER_HOST or a docker context at an engine), or run with --docker-bypass";
        }
    }

    /** Something accepts connections and does not answer. */
    record Silent(EngineAddress address, Duration waited) implements EngineDiagnosis {
        @Override
        public String kind() {
            return "engine-silent";
        }

        @Override
        public String summary() {
            return "the container engine at " + address.dockerHost() + " does not answer";
        }

        @Override
        public List<String> evidence() {
            return List.of(
                    "found by " + address.foundBy(), "no answer to GET /version within " + waited.toMillis() + " ms");
        }

        @Override
        public String remedy() {
            return "check that `docker version` answers; restart the engine if it does not";
        }
    }

    /**
     * The socket is there and this user may not use it.
     *
     * @param mode as {@code ls -l} shows it
     */
    record Forbidden(Path socket, String mode, String owner, String group, String user) implements EngineDiagnosis {
        @Override
        public String kind() {
            return "engine-forbidden";
        }

        @Override
        public String summary() {
            return "no permission to use the container engine at " + socket + " as user " + user;
        }

        @Override
        public List<String> evidence() {
            return List.of(mode + " " + owner + ":" + group + " " + socket);
        }

        @Override
        public String remedy() {
            boolean groupMayUse = mode.length() > 5 && mode.charAt(5) == 'w' && !group.equals("root");
            return groupMayUse
                    ? "join the group: sudo usermod -aG " + group + " " + user + ", then log in again"
                    : "run as " + owner + ", or use a rootless engine of your own";
        }
    }

    /** It is of a kind that the runner can't use, or not an engine at all. */
    record Unsupported(String summary, List<String> evidence, String remedy) implements EngineDiagnosis {
        /** Copies the list. */
        public Unsupported {
            evidence = List.copyOf(evidence);
        }

        @Override
        public String kind() {
            return "engine-unsupported";
        }
    }

    /** The encrypted connection could not be made. */
    record Untrusted(EngineAddress address, String reason) implements EngineDiagnosis {
        @Override
        public String kind() {
            return "engine-untrusted";
        }

        @Override
        public String summary() {
            return "no TLS connection to the container engine at " + address.dockerHost() + ": " + reason;
        }

        @Override
        public List<String> evidence() {
            return List.of("found by " + address.foundBy());
        }

        @Override
        public String remedy() {
            return "check ca.pem, cert.pem and key.pem (DOCKER_CERT_PATH, or the docker context's TLS files)";
        }
    }

    /** What the docker CLI's files say can't be followed. */
    record ContextBroken(String what, Path file, String reason) implements EngineDiagnosis {
        @Override
        public String kind() {
            return "context-broken";
        }

        @Override
        public String summary() {
            return what + " can't be used: " + reason;
        }

        @Override
        public List<String> evidence() {
            return List.of(file.toString());
        }

        @Override
        public String remedy() {
            return "choose another with `docker context use`, correct the file, or set DOCKER_HOST";
        }
    }
}
