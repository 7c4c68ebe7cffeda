package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.environment.Diagnosis;
import ai.netrasystems.runner.environment.EnvironmentProvider.Request;
import ai.netrasystems.runner.environment.staging.WebSocketProbe.Result.Cases;
import ai.netrasystems.runner.environment.token.RunToken;
import ai.netrasystems.runner.environment.token.TokenDiagnosis;
import ai.netrasystems.runner.environment.token.TokenSource;
import ai.netrasystems.runner.event.RunEvent.ServiceStarting;
import ai.netrasystems.runner.event.RunEvent.StagingChecked.Check;
import ai.netrasystems.runner.event.RunEvent.StagingChecked.Result;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.staging.AccessToken;
import ai.netrasystems.runner.staging.ConnectTo;
import ai.netrasystems.runner.staging.StagingProfile;
import ai.netrasystems.runner.staging.TestUsers;
import ai.netrasystems.runner.staging.WebSocketSettings;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The steps that speak to a staging system: who it is (name, TLS and declaration of every origin), then side by side how it
 * is, and a token that its backend and its WebSocket accept. No secret is sent before every origin has said that it is a
 * test target. One use.
 */
final class Preflight {
    /** Of an answer about health nothing but the status counts. */
    private static final int HEALTH_LIMIT = 1024;

    private final StagingProfile profile;
    private final Request request;
    private final StagingClient client;
    private final ColdStart coldStart;
    private final Runnable cancel;
    private final CheckLines lines;
    private final OriginCheck origins;

    /** {@code cancel} ends what is under way when an origin is refused. */
    Preflight(
            StagingProfile profile,
            Request request,
            StagingClient client,
            ConnectTo connectTo,
            ColdStart coldStart,
            InstantSource clock,
            Runnable cancel) {
        this.profile = profile;
        this.request = request;
        this.client = client;
        this.coldStart = coldStart;
        this.cancel = cancel;
        this.lines = new CheckLines(request.events());
        this.origins = new OriginCheck(client, connectTo, coldStart, profile.declaration(), clock, lines);
    }

    /** Every origin proves to be its host and declares itself a test target; gives the builds, as one text. */
    Step<String> declarations(SecureRandom random) {
        return Step.all(profile.origins(), origin -> origins.ask(Challenge.to(origin, random)), cancel)
                .then(builds -> new Step.Done<>(builds.stream().distinct().collect(Collectors.joining(", "))));
    }

    /** Every offered service is well. */
    Step<List<String>> health() {
        return Step.all(profile.services(), this::health, cancel);
    }

    /** Nobody asks how they are. */
    Step<List<String>> withoutHealth() {
        profile.services()
                .forEach(service -> lines.tell(
                        Check.HEALTH,
                        service.endpoint().service(),
                        Result.SKIPPED,
                        "not asked (--skip-health-check)",
                        Duration.ZERO));
        return new Step.Done<>(List.of());
    }

    private Step<String> health(StagingProfile.Offered service) {
        String name = service.endpoint().service();
        request.events().publish(new ServiceStarting(new ServiceName(name), "asked at " + service.health()));
        return lines.told(
                Check.HEALTH,
                name,
                () -> coldStart
                        .await(within -> client.get(service.health(), HEALTH_LIMIT, within), Answer::isStarting)
                        .map(last -> health(service, last))
                        .orElseGet(Step.Stopped::new),
                done -> "well at " + service.health());
    }

    private static Step<String> health(StagingProfile.Offered service, ColdStart.Awaited<Answer> last) {
        String name = service.endpoint().service();
        return last.answer().fold(came -> came.status() / 100 == 2, failed -> false)
                ? new Step.Done<>(name)
                : new Step.Failed<>(new StagingDiagnosis.Unhealthy(
                        name, service.health(), last.answer().describe(), last.took()));
    }

    /** Takes a token, tells how long it is good for, and sees that it is accepted everywhere. */
    Step<RunToken> login(Supplier<Step<RunToken>> take) {
        String source = profile.tokenEndpoint().map(URI::toString).orElse("token");
        return lines.told(Check.TOKEN, source, take, token -> "given")
                .then(token -> accepted(token, AccessToken.fixed(token.current().reveal())));
    }

    private Step<RunToken> accepted(RunToken token, AccessToken user) {
        List<Supplier<Step<String>>> places = new ArrayList<>();
        profile.acceptedBy().ifPresent(place -> places.add(() -> accepted(place, user)));
        profile.webSocket().ifPresent(settings -> places.add(() -> webSocket(settings, user)));
        return Step.all(places, Supplier::get, cancel).then(all -> new Step.Done<>(token));
    }

    private Step<String> accepted(URI place, AccessToken user) {
        return lines.told(
                Check.ACCEPTED,
                place.toString(),
                () -> coldStart
                        .await(within -> client.get(place, user, HEALTH_LIMIT, within), Answer::isStarting)
                        .map(last -> accepted(place, last.answer()))
                        .orElseGet(Step.Stopped::new),
                answer -> answer);
    }

    private static Step<String> accepted(URI place, Answer answer) {
        return answer.fold(came -> came.status() / 100 == 2, failed -> false)
                ? new Step.Done<>(answer.describe())
                : new Step.Failed<>(new StagingDiagnosis.TokenNotAccepted(
                        place, answer.fold(Answer.Came::status, failed -> 0), answer.describe()));
    }

    /**
     * Takes the token of a simulated user, and keeps it fresh from now on.
     *
     * @param source makes one for each attempt
     * @param directory for the token's file
     */
    Step<RunToken> token(Supplier<TokenSource> source, Path directory) {
        List<RunToken> given = new ArrayList<>(1);
        TestUsers users = profile.login().users();
        return coldStart
                .await(
                        within -> RunToken.take(source.get(), users, directory, request, within)
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

    private StagingDiagnosis tokenFailure(Diagnosis failed) {
        return failed instanceof TokenDiagnosis.Refused refused && (refused.status() == 401 || refused.status() == 403)
                ? new StagingDiagnosis.CredentialRejected(
                        refused.endpoint(), refused.status(), refused.evidence(), place())
                : new StagingDiagnosis.TokenUnavailable(failed);
    }

    /** Where the key of a login was read: nothing else is refused, and a login has one. */
    private String place() {
        return profile.login().rule().secretPlace().orElseThrow().toString();
    }

    /** Opens the WebSocket as tests will, and closes it. */
    private Step<String> webSocket(WebSocketSettings settings, AccessToken user) {
        WebSocketProbe probe = new WebSocketProbe(client, request.run());
        return lines.told(
                Check.WEBSOCKET,
                settings.url().toString(),
                () -> coldStart
                        .await(within -> probe.open(settings, user, within), WebSocketProbe.Result::isStarting)
                        .map(last -> agreed(settings, last.answer()))
                        .orElseGet(Step.Stopped::new),
                subprotocol -> "agrees on " + subprotocol);
    }

    private static Step<String> agreed(WebSocketSettings settings, WebSocketProbe.Result answer) {
        return answer.fold(new Cases<Step<String>>(
                agreed -> new Step.Done<>(agreed.subprotocol()),
                bad -> new Step.Failed<>(
                        new StagingDiagnosis.SubprotocolNotAgreed(settings.url(), bad.answer(), bad.problem())),
                refused -> new Step.Failed<>(new StagingDiagnosis.WebSocketRefused(settings.url(), refused.status())),
                failed -> new Step.Failed<>(new StagingDiagnosis.WebSocketUnreachable(
                        settings.url(), failed.failure().text()))));
    }
}
