package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.staging.ColdStart.Awaited;
import ai.netrasystems.runner.environment.staging.Declaration.Verdict;
import ai.netrasystems.runner.event.RunEvent.StagingChecked.Check;
import ai.netrasystems.runner.event.RunEvent.StagingChecked.Result;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.DeclarationRule;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Who an origin is: its name is known, its certificate is good, and it declares itself a test target. One exchange, three
 * lines. Thread-safe.
 */
final class OriginCheck {
    /** Renewing a certificate by hand takes people about that long. */
    private static final Duration SOON = Duration.ofDays(14);

    private final StagingClient client;
    private final ConnectTo connectTo;
    private final ColdStart coldStart;
    private final DeclarationRule rule;
    private final InstantSource clock;
    private final CheckLines lines;

    OriginCheck(
            StagingClient client,
            ConnectTo connectTo,
            ColdStart coldStart,
            DeclarationRule rule,
            InstantSource clock,
            CheckLines lines) {
        this.client = client;
        this.connectTo = connectTo;
        this.coldStart = coldStart;
        this.rule = rule;
        this.clock = clock;
        this.lines = lines;
    }

    /** Gives the build that it says it is. */
    Step<String> ask(Challenge challenge) {
        ConnectionTrail trail = new ConnectionTrail();
        return coldStart
                .await(within -> client.get(challenge.url(), Declaration.LIMIT, within, trail), Answer::isStarting)
                .map(last -> judged(challenge, last, trail))
                .orElseGet(Step.Stopped::new);
    }

    private Step<String> judged(Challenge challenge, Awaited<Answer> last, ConnectionTrail trail) {
        URI origin = challenge.origin();
        dns(origin, trail);
        if (trail.isUnknown()) {
            return failed(origin, last);
        }
        Optional<NetworkFailure> unconnected = last.answer().fold(came -> Optional.empty(), Optional::of);
        if (trail.certificate().isEmpty() && unconnected.isPresent()) {
            Step<String> failed = failed(origin, last);
            failed.fold(
                    done -> false,
                    causes -> lines.tell(
                            Check.TLS,
                            origin.toString(),
                            Result.FAILED,
                            causes.get(0).summary(),
                            last.took()),
                    () -> false);
            return failed;
        }
        trail.certificate().ifPresent(it -> tls(origin, it, trail));
        Step<String> step = isTooSlow(last) ? failed(origin, last) : declaration(challenge, last);
        step.fold(
                done -> false,
                causes -> lines.tell(
                        Check.DECLARATION,
                        origin.toString(),
                        Result.FAILED,
                        causes.get(0).summary(),
                        last.took()),
                () -> false);
        return step;
    }

    private static Step<String> failed(URI origin, Awaited<Answer> last) {
        return isTooSlow(last)
                ? new Step.Failed<>(
                        new StagingDiagnosis.TooSlow(origin, last.answer().describe(), last.took()))
                : last.answer()
                        .fold(
                                came -> new Step.Failed<>(
                                        new StagingDiagnosis.Undeclared(origin, "status " + came.status())),
                                failure -> new Step.Failed<>(StagingDiagnosis.of(origin, failure)));
    }

    private Step<String> declaration(Challenge challenge, Awaited<Answer> last) {
        URI origin = challenge.origin();
        return last.answer()
                .fold(
                        came -> Declaration.judge(challenge, came, rule, clock.instant())
                                .fold(
                                        accepted -> declared(origin, accepted, last.took()),
                                        tolerated -> undeclared(origin, tolerated, last.took()),
                                        Step.Failed<String>::new),
                        failure -> failed(origin, last));
    }

    private Step<String> declared(URI origin, Verdict.Accepted accepted, Duration took) {
        lines.tell(
                Check.DECLARATION,
                origin.toString(),
                Result.PASSED,
                accepted.environment() + ", build " + accepted.build() + (accepted.signed() ? ", signed" : ""),
                took);
        return new Step.Done<>(accepted.build());
    }

    private Step<String> undeclared(URI origin, Verdict.Tolerated tolerated, Duration took) {
        lines.tell(
                Check.DECLARATION,
                origin.toString(),
                Result.WARNING,
                "undeclared: it does not say that it is a test target (" + tolerated.reason()
                        + "); the profile accepts that until " + tolerated.until(),
                took);
        return new Step.Done<>(Declaration.UNDECLARED);
    }

    private void dns(URI origin, ConnectionTrail trail) {
        String host = origin.getHost();
        String elsewhere =
                connectTo.target(host).map(it -> "staging.hosts: " + it).orElse("");
        if (trail.isUnknown()) {
            lines.tell(Check.DNS, host, Result.FAILED, "not found " + elsewhere, trail.resolving());
        } else if (trail.wasResolved()) {
            lines.tell(
                    Check.DNS,
                    host,
                    Result.PASSED,
                    elsewhere.isEmpty() ? trail.addresses() : elsewhere,
                    trail.resolving());
        } else {
            trail.proxy()
                    .ifPresent(proxy -> lines.tell(
                            Check.DNS, host, Result.SKIPPED, "left to the proxy " + name(proxy), Duration.ZERO));
        }
    }

    private static String name(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : "of this machine";
    }

    private void tls(URI origin, X509Certificate certificate, ConnectionTrail trail) {
        Instant end = certificate.getNotAfter().toInstant();
        Duration left = Duration.between(clock.instant(), end);
        LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        String until = "valid until " + day + ", chain of " + trail.chain();
        boolean soon = left.compareTo(SOON) < 0;
        lines.tell(
                Check.TLS,
                origin.toString(),
                soon ? Result.WARNING : Result.PASSED,
                soon ? until + ", in " + Math.max(0, left.toDays()) + " days" : until,
                trail.connecting());
    }

    /** Silence is a refusal only where it had the whole allowance. */
    private static boolean isTooSlow(Awaited<Answer> last) {
        return last.answer()
                .fold(
                        came -> Answer.STARTING.contains(came.status()),
                        failure -> last.cutShort() && failure.kind() == NetworkFailure.Kind.SILENT);
    }
}
