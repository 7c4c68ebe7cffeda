package ai.netrasystems.runner.environment.token;

import ai.netrasystems.runner.environment.Diagnosis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Why there is no E2E token. Never a token of our own making instead. */
public sealed interface TokenDiagnosis extends Diagnosis {
    @Override
    default LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    default Stage stage() {
        return Stage.STARTUP;
    }

    /** The service said no. */
    record Refused(URI endpoint, int status, List<String> evidence) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-refused";
        }

        @Override
        public String summary() {
            return "no E2E token: " + endpoint + " answered " + status
                    + switch (status) {
                        case 401 -> " (the bypass key is rejected)";
                        case 403 -> " (simulated logins are forbidden)";
                        case 503 -> " (simulated logins are not configured)";
                        default -> "";
                    };
        }

        @Override
        public String remedy() {
            return "the service must take its bypass key from E2E_OAUTH_SIMULATION_KEY and not run as production";
        }
    }

    /** The service did not answer. */
    record Unreachable(URI endpoint, String reason) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-unreachable";
        }

        @Override
        public String summary() {
            return "no E2E token: " + endpoint + " could not be reached: " + reason;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "check x-runner.token.endpoint, and that the service still runs";
        }
    }

    /** The service answered something else. */
    record Unreadable(URI endpoint, String missing) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-unreadable";
        }

        @Override
        public String summary() {
            return "no E2E token: the answer of " + endpoint + " has " + missing;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "it must answer JSON with a text `access_token` and a number `expires_in` (seconds)";
        }
    }

    /** The command that prints a token ended with another code than 0. */
    record CommandFailed(String program, int exitCode, List<String> evidence) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-command-failed";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "no E2E token: `" + program + "` ended with exit code " + exitCode;
        }

        @Override
        public String remedy() {
            return "run the command of the profile's `token.command` by hand, in the same directory";
        }
    }

    /** It could not be started. */
    record CommandNotStarted(String program, String reason) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-command-not-started";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "no E2E token: `" + program + "` could not be run: " + reason;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "`token.command` is a list of program and arguments, without a shell; give the program's full path";
        }
    }

    /** It did not end in time, and was ended. */
    record CommandTooSlow(String program, Duration bound) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-command-too-slow";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "no E2E token: `" + program + "` did not end within " + bound.toMillis() + " ms";
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "it must print the token and end by itself; its standard input is empty, so it can ask nothing";
        }
    }

    /** It printed something else. */
    record CommandUnreadable(String program, String printed) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-command-unreadable";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "no E2E token: `" + program + "` printed " + printed;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "it must print a bare token and nothing else, or JSON with a text `access_token` and a number `expires_in` (seconds)";
        }
    }

    /** The fixed token is of no use. */
    record UnusableFixed(String where, String problem) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-unusable";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "the fixed token in " + where + " cannot be used: " + problem;
        }

        @Override
        public List<String> evidence() {
            return List.of();
        }

        @Override
        public String remedy() {
            return "put down a new one, or let the profile name a source that renews it: e2e or command";
        }
    }

    /** The file that keeps it can't be written. */
    record Unwritable(Path file, String reason) implements TokenDiagnosis {
        @Override
        public String kind() {
            return "token-unwritable";
        }

        @Override
        public Stage stage() {
            return Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "cannot write " + file + ": " + reason;
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
}
