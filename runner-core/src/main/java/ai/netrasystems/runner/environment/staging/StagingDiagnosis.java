package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.token.TokenDiagnosis;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.DomainVerdict;
import ai.netrasystems.runner.staging.WebSocketDiagnosis;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a staging system could not, or must not, be tested. Holds no secret. */
sealed interface StagingDiagnosis extends Diagnosis {
    @Override
    default LiesIn liesIn() {
        return LiesIn.MACHINE;
    }

    @Override
    default List<String> evidence() {
        return List.of();
    }

    /** Nobody said which system. */
    record NoProfile() implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-not-configured";
        }

        @Override
        public String summary() {
            return "staging is not configured: no profile is named, so nothing was sent";
        }

        @Override
        public String remedy() {
            return "name one: `staging: {profile: NAME}` in runner.yml, or --staging NAME";
        }
    }

    /**
     * There is nothing to log in with.
     *
     * @param place where the secret should be
     */
    record NoCredential(String profile, String place) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-not-configured";
        }

        @Override
        public String summary() {
            return "staging is not configured: there is no secret for " + profile + " in " + place
                    + ", so nothing was sent";
        }

        @Override
        public String remedy() {
            return "put what the profile's `token` takes into " + place
                    + ": for e2e the bypass key of that system's auth service";
        }
    }

    /** The system has none of the services that the tests need. */
    record OffersNone(String profile, Set<ServiceName> needed, List<String> offered) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-not-configured";
        }

        @Override
        public String summary() {
            return "staging is not configured: " + profile + " offers no "
                    + needed.stream().sorted().map(ServiceName::value).collect(Collectors.joining(", no "));
        }

        @Override
        public String remedy() {
            return "it offers " + String.join(", ", offered) + "; run tests that need others on containers or local";
        }
    }

    /** A host's name, or its URL, breaks the rule for staging systems. */
    record DomainRefused(DomainVerdict.Refused verdict) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-domain";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: '" + verdict.host() + "' may not be tested: " + verdict.reason();
        }

        @Override
        public String remedy() {
            return verdict.remedy();
        }
    }

    /** The file with further certificate authorities is of no use. */
    record TrustUnreadable(Path file, String reason) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-trust-unreadable";
        }

        @Override
        public String summary() {
            return "the certificates of staging.trust (" + file + ") cannot be read: " + reason;
        }

        @Override
        public String remedy() {
            return "it must be a PEM file with at least one certificate";
        }
    }

    /** It cannot prove to be the host. */
    record TlsRefused(URI origin, NetworkFailure failure) implements StagingDiagnosis {
        @Override
        public String kind() {
            return switch (failure.kind()) {
                case TLS_AUTHORITY -> "staging-tls-authority";
                case TLS_HOST -> "staging-tls-host";
                case TLS_EXPIRED -> "staging-tls-expired";
                case TLS_FAILED, UNREACHABLE, BROKEN_OFF, SILENT, GARBLED -> "staging-tls-failed";
            };
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: " + origin + " cannot prove to be that host: "
                    + switch (failure.kind()) {
                        case TLS_AUTHORITY -> "its certificate is of an authority that is not trusted here";
                        case TLS_HOST -> "its certificate is of another host";
                        case TLS_EXPIRED -> "its certificate is not valid at this time";
                        case TLS_FAILED, UNREACHABLE, BROKEN_OFF, SILENT, GARBLED ->
                            "there is no TLS to be had with it";
                    };
        }

        @Override
        public List<String> evidence() {
            return List.of(failure.text());
        }

        @Override
        public String remedy() {
            return switch (failure.kind()) {
                case TLS_AUTHORITY ->
                    "if it is a stand-in of your own, name its authority's certificate in staging.trust; else find out"
                            + " who answers there";
                case TLS_HOST ->
                    "its certificate must name " + origin.getHost() + " (or its wildcard); check"
                            + " staging.hosts, and who answers there";
                case TLS_EXPIRED -> "renew its certificate, or set this machine's clock";
                case TLS_FAILED, UNREACHABLE, BROKEN_OFF, SILENT, GARBLED ->
                    "it must speak TLS 1.2 or later there; check staging.hosts";
            };
        }
    }

    /** Nothing there takes a connection, or each one breaks. */
    record Unreachable(URI origin, String reason) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-unreachable";
        }

        @Override
        public String summary() {
            return "staging is unreachable: " + origin + ": " + reason;
        }

        @Override
        public String remedy() {
            return "check the network (VPN, DNS) and that " + origin.getHost()
                    + " is up, or where staging.hosts sends it";
        }
    }

    /** The proxy that the environment variables name can't be used. */
    record ProxyUnusable(String problem) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-proxy-unusable";
        }

        @Override
        public String summary() {
            return "staging can't be reached through the proxy: " + problem;
        }

        @Override
        public String remedy() {
            return "correct it, or name the hosts that are reached directly in NO_PROXY";
        }
    }

    /** It is there, but does not say that it may be tested. */
    record Undeclared(URI origin, String reason) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-undeclared";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: " + origin + " does not declare itself a test target: " + reason;
        }

        @Override
        public String remedy() {
            return "GET " + origin + Declaration.PATH + "?nonce=... must answer 200 with"
                    + " {\"schema\":1,\"origin\",\"environment\",\"build\"}; silence is never taken for consent";
        }
    }

    /** It says that it is production. */
    record Production(URI origin) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-production";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: " + origin + " declares itself production";
        }

        @Override
        public String remedy() {
            return "production is never tested; find out why the staging system's name leads there";
        }
    }

    /** What it says of itself is not signed by one who may say it. */
    record DeclarationSignature(URI origin, String problem) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-declaration-signature";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: the declaration of " + origin + " is not to be believed: " + problem;
        }

        @Override
        public String remedy() {
            return "it must be a compact JWS (EdDSA or ES256) by a key whose public half is under target.keys of the"
                    + " profile";
        }
    }

    /** It answers with a declaration that was made for somebody else's question, or long ago. */
    record DeclarationReplayed(URI origin, String problem) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-declaration-replayed";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: the declaration of " + origin + " is a replay: " + problem;
        }

        @Override
        public String remedy() {
            return "it must sign each time anew, with the nonce of the question, for at most 5 minutes; check the clocks,"
                    + " and that no cache answers";
        }
    }

    /** It declares something else than what was meant. */
    record DeclarationMismatch(URI origin, String problem) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-declaration-mismatch";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused: " + origin + " is not what was meant: " + problem;
        }

        @Override
        public String remedy() {
            return "its declaration must have exactly the origin " + origin
                    + " and an environment that the profile permits";
        }
    }

    /** It is still not up at the end of the time that it was given. */
    record TooSlow(URI url, String last, Duration waited) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-too-slow";
        }

        @Override
        public String summary() {
            return "staging was not up within " + seconds(waited) + ": " + url + ": " + last;
        }

        @Override
        public String remedy() {
            return "look at its deployment, or give it longer (environment.start-timeout, the allowance for a cold"
                    + " start)";
        }
    }

    /** A service answers that it is not well. */
    record Unhealthy(String service, URI url, String answer, Duration waited) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-unhealthy";
        }

        @Override
        public String summary() {
            return "staging is unhealthy: " + service + " (" + url + ") answered " + answer + " after "
                    + seconds(waited);
        }

        @Override
        public String remedy() {
            return "look at that service there; --skip-health-check tests it as it is";
        }
    }

    /** The bypass key is not taken. {@code place}: where it was read. */
    record CredentialRejected(URI endpoint, int status, List<String> evidence, String place)
            implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-credential-rejected";
        }

        @Override
        public Stage stage() {
            return Stage.REFUSED;
        }

        @Override
        public String summary() {
            return "staging refused the bypass key: " + endpoint + " answered " + status
                    + (status == 403 ? " (simulated logins are forbidden there, as in production)" : "");
        }

        @Override
        public String remedy() {
            return "check the key in " + place + " against that system's; there is no other way in";
        }
    }

    /** There is no token, for another reason. */
    record TokenUnavailable(Diagnosis cause) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-token-unavailable";
        }

        @Override
        public String summary() {
            return "staging gives no token: " + cause.summary();
        }

        @Override
        public List<String> evidence() {
            return cause.evidence();
        }

        @Override
        public String remedy() {
            return cause instanceof TokenDiagnosis.Refused
                    ? "simulated logins must be configured in that system's auth service"
                    : cause.remedy();
        }
    }

    /** The backend does not take the token that the auth service gave. {@code status} is 0 where none came. */
    record TokenNotAccepted(URI url, int status, String answer) implements StagingDiagnosis {
        private static final Set<Integer> REJECTED = Set.of(401, 403);

        @Override
        public String kind() {
            return REJECTED.contains(status) ? "staging-token-rejected" : "staging-token-unchecked";
        }

        @Override
        public Stage stage() {
            return REJECTED.contains(status) ? Stage.REFUSED : Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return "staging does not accept its own token: " + url + " answered " + answer;
        }

        @Override
        public String remedy() {
            return REJECTED.contains(status)
                    ? "compare the signing keys, issuer and clocks of the two services"
                    : "look at that service there, and whether token.accepted-by of the profile names a path that any"
                            + " user may read";
        }
    }

    /** The WebSocket's handshake was answered with another status than 101. */
    record WebSocketRefused(URI url, int status) implements StagingDiagnosis {
        @Override
        public String kind() {
            return isCredential() ? "staging-websocket-rejected" : "staging-websocket-refused";
        }

        @Override
        public Stage stage() {
            return isCredential() ? Stage.REFUSED : Stage.PROVIDER;
        }

        @Override
        public String summary() {
            return (isCredential() ? "staging refused the token at its WebSocket: " : "no WebSocket on staging: ") + url
                    + " answered the handshake with status " + status;
        }

        @Override
        public String remedy() {
            return WebSocketDiagnosis.ofStatus(status).remedy();
        }

        private boolean isCredential() {
            return status == 401 || status == 403;
        }
    }

    /** The WebSocket opened, but not on exactly one of the offered subprotocols. */
    record SubprotocolNotAgreed(URI url, String answer, WebSocketDiagnosis problem) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-websocket-subprotocol";
        }

        @Override
        public String summary() {
            return "no WebSocket on staging: " + url + ": " + problem.what();
        }

        @Override
        public List<String> evidence() {
            return List.of("Sec-WebSocket-Protocol: " + answer);
        }

        @Override
        public String remedy() {
            return problem.remedy();
        }
    }

    /** The WebSocket's handshake came to nothing. */
    record WebSocketUnreachable(URI url, String reason) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "staging-websocket-unreachable";
        }

        @Override
        public String summary() {
            return "no WebSocket on staging: " + url + ": " + reason;
        }

        @Override
        public String remedy() {
            return "its origin answers, so look at what stands between the load balancer and the WebSocket";
        }
    }

    /** The run's own files can't be written. */
    record FilesUnwritable(Path path, String reason) implements StagingDiagnosis {
        @Override
        public String kind() {
            return "files-unwritable";
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

    /** What a failure of the network means for an origin that was asked. */
    static StagingDiagnosis of(URI origin, NetworkFailure failure) {
        return switch (failure.kind()) {
            case TLS_AUTHORITY, TLS_HOST, TLS_EXPIRED, TLS_FAILED -> new TlsRefused(origin, failure);
            case UNREACHABLE, BROKEN_OFF -> new Unreachable(origin, failure.text());
            case SILENT -> new Undeclared(origin, "it did not answer in time");
            case GARBLED -> new Undeclared(origin, "its answer is no HTTP");
        };
    }

    /** Whether it is one of those that end a run whatever the fallback policy says. */
    default boolean refuses() {
        return stage() == Stage.REFUSED;
    }

    private static String seconds(Duration time) {
        return Math.round(time.toMillis() / 100.0) / 10.0 + " s";
    }
}
