package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.TestVariables;
import ai.netrasystems.runner.environment.staging.WebSocketProbe.Result.Cases;
import ai.netrasystems.runner.environment.token.BypassKey;
import ai.netrasystems.runner.environment.token.RunToken;
import ai.netrasystems.runner.environment.token.TokenDiagnosis;
import ai.netrasystems.runner.environment.token.TokenLogin;
import ai.netrasystems.runner.event.RunEvent.Noted;
import ai.netrasystems.runner.event.RunEvent.ServiceReady;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.model.Secret;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.AccessTokenUnavailableException;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.WebSocketSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The steps that speak to a staging system, in this order, each on the results of those before: who it is (TLS and its
 * declaration), how it is, a token, a WebSocket. No secret is sent before every origin has said that it is a test target.
 * One use.
 */
final class Preflight {
    /** Of an answer about health nothing but the status counts. */
    private static final int HEALTH_LIMIT = 1024;

    private final StagingProfile profile;
    private final Request request;
    private final StagingClient client;
    private final ColdStart coldStart;
    private final InstantSource clock;
    private final Runnable cancel;

    /** {@code cancel} ends what is under way when an origin is refused. */
    Preflight(
            StagingProfile profile,
            Request request,
            StagingClient client,
            ColdStart coldStart,
            InstantSource clock,
            Runnable cancel) {
        this.profile = profile;
        this.request = request;
        this.client = client;
        this.coldStart = coldStart;
        this.clock = clock;
        this.cancel = cancel;
    }

    /** Every origin proves to be its host and declares itself a test target; gives the builds, as one text. */
    Step<String> declarations(SecureRandom random) {
        return Step.all(profile.origins(), origin -> declaration(Challenge.to(origin, random)), cancel)
                .then(builds -> new Step.Done<>(builds.stream().distinct().collect(Collectors.joining(", "))));
    }

    private Step<String> declaration(Challenge challenge) {
        URI origin = challenge.origin();
        Optional<ColdStart.Awaited<Answer>> awaited =
                coldStart.await(within -> client.get(challenge.url(), Declaration.LIMIT, within), Answer::isStarting);
        if (awaited.isEmpty()) {
            return new Step.Stopped<>();
        }
        ColdStart.Awaited<Answer> last = awaited.get();
        if (isTooSlow(last)) {
            return new Step.Failed<>(
                    new StagingDiagnosis.TooSlow(origin, last.answer().describe(), last.took()));
        }
        return last.answer()
                .fold(
                        came -> Declaration.judge(challenge, came, profile.declaration(), clock.instant())
                                .fold(
                                        accepted -> declared(origin, accepted, last.took()),
                                        tolerated -> undeclared(origin, tolerated),
                                        Step.Failed<String>::new),
                        failure -> new Step.Failed<>(StagingDiagnosis.of(origin, failure)));
    }

    private Step<String> declared(URI origin, Declaration.Verdict.Accepted accepted, Duration took) {
        note(
                origin + " declares itself " + accepted.environment() + ", build " + accepted.build()
                        + (accepted.signed() ? ", signed" : ""),
                took);
        return new Step.Done<>(accepted.build());
    }

    private Step<String> undeclared(URI origin, Declaration.Verdict.Tolerated tolerated) {
        request.events()
                .publish(new Noted(
                        Noted.Level.WARNING,
                        "undeclared: " + origin + " does not say that it is a test target (" + tolerated.reason()
                                + "); the profile accepts that until " + tolerated.until()));
        return new Step.Done<>(Declaration.UNDECLARED);
    }

    /** Silence is a refusal only where it had the whole allowance. */
    private static boolean isTooSlow(ColdStart.Awaited<Answer> last) {
        return last.answer()
                .fold(
                        came -> Answer.STARTING.contains(came.status()),
                        failure -> last.cutShort() && failure.kind() == NetworkFailure.Kind.SILENT);
    }

    /** Every offered service is well. */
    Step<List<String>> health() {
        return Step.all(profile.services(), this::health, cancel);
    }

    private Step<String> health(StagingProfile.Offered service) {
        String name = service.endpoint().service();
        request.events().publish(new ServiceStarting(new ServiceName(name), "asked at " + service.health()));
        return coldStart
                .await(within -> client.get(service.health(), HEALTH_LIMIT, within), Answer::isStarting)
                .map(last -> {
                    if (!last.answer().fold(came -> came.status() / 100 == 2, failed -> false)) {
                        return new Step.Failed<String>(new StagingDiagnosis.Unhealthy(
                                name, service.health(), last.answer().describe(), last.took()));
                    }
                    request.events()
                            .publish(new ServiceReady(
                                    new ServiceName(name),
                                    service.endpoint().uri().toString(),
                                    last.took()));
                    return new Step.Done<>(name);
                })
                .orElseGet(Step.Stopped::new);
    }

    /**
     * Logs in as the simulated user, and keeps the token fresh from now on.
     *
     * @param directory for the token's file
     */
    Step<RunToken> token(URI endpoint, Secret key, Path directory) {
        List<RunToken> given = new ArrayList<>(1);
        Supplier<TokenLogin> login = () -> TokenLogin.at(endpoint, new BypassKey(key), request.run(), client.http());
        return coldStart
                .await(
                        within -> RunToken.take(login.get(), directory, request, within)
                                .<Step<RunToken>>fold(
                                        token -> {
                                            given.add(token);
                                            return new Step.Done<>(token);
                                        },
                                        failed -> new Step.Failed<>(tokenFailure(failed)),
                                        Step.Stopped::new),
                        Preflight::isTokenServiceStarting)
                .map(ColdStart.Awaited::answer)
                .orElseGet(() -> {
                    // Cancelled as it was given: nobody else would close it.
                    given.forEach(RunToken::close);
                    return new Step.Stopped<>();
                });
    }

    private static boolean isTokenServiceStarting(Step<RunToken> step) {
        return step.fold(
                token -> false,
                failed -> failed.stream()
                        .anyMatch(it -> it instanceof StagingDiagnosis.TokenUnavailable unavailable
                                && isStarting(unavailable.cause())),
                () -> false);
    }

    /** 503 is not among them: it is the auth service's own answer where simulated logins are not configured. */
    private static boolean isStarting(Diagnosis cause) {
        return cause instanceof TokenDiagnosis.Unreachable
                || (cause instanceof TokenDiagnosis.Refused refused
                        && (refused.status() == 502 || refused.status() == 504));
    }

    private static StagingDiagnosis tokenFailure(Diagnosis failed) {
        return failed instanceof TokenDiagnosis.Refused refused && (refused.status() == 401 || refused.status() == 403)
                ? new StagingDiagnosis.CredentialRejected(refused.endpoint(), refused.status(), refused.evidence())
                : new StagingDiagnosis.TokenUnavailable(failed);
    }

    /** Opens the WebSocket as tests will, and closes it; gives nothing where the system has none. */
    Step<Optional<String>> webSocket(RunToken token) {
        return profile.webSocket()
                .map(settings -> webSocket(settings, token)
                        .<Optional<String>>then(agreed -> new Step.Done<>(Optional.of(agreed))))
                .orElseGet(() -> new Step.Done<>(Optional.empty()));
    }

    private Step<String> webSocket(WebSocketSettings settings, RunToken token) {
        String value = Optional.ofNullable(token.secrets().get(TestVariables.TOKEN))
                .map(Secret::reveal)
                .orElse("");
        AccessToken user;
        try {
            user = AccessToken.fixed(value);
        } catch (AccessTokenUnavailableException noBearerToken) {
            return new Step.Failed<>(
                    new StagingDiagnosis.TokenUnusable(profile.tokenEndpoint().orElse(settings.url())));
        }
        WebSocketProbe probe = new WebSocketProbe(client, request.run());
        return coldStart
                .await(within -> probe.open(settings, user, within), WebSocketProbe.Result::isStarting)
                .map(last -> last.answer()
                        .fold(new Cases<Step<String>>(
                                agreed -> {
                                    note(
                                            "the WebSocket " + settings.url() + " agrees on " + agreed.subprotocol(),
                                            last.took());
                                    return new Step.Done<>(agreed.subprotocol());
                                },
                                bad -> new Step.Failed<>(new StagingDiagnosis.SubprotocolNotAgreed(
                                        settings.url(), bad.answer(), bad.problem())),
                                refused -> new Step.Failed<>(
                                        new StagingDiagnosis.WebSocketRefused(settings.url(), refused.status())),
                                failed -> new Step.Failed<>(new StagingDiagnosis.WebSocketUnreachable(
                                        settings.url(), failed.failure().text())))))
                .orElseGet(Step.Stopped::new);
    }

    private void note(String what, Duration took) {
        request.events().publish(new Noted(Noted.Level.NOTE, what + " (" + took.toMillis() + " ms)"));
    }
}
