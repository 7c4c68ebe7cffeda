package ai.netrasystems.runner.environment.staging;

import ai.netrasystems.runner.staging.DeclarationRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.jr.ob.JSON;

/**
 * What a system says of itself at {@value #PATH}: {@code {"schema":1,"origin","environment","build"}}, in plain or as a
 * JWS with {@code aud}, {@code iat}, {@code exp} and {@code nonce} besides. Only a system that says it is a test target is
 * tested. Pure.
 */
final class Declaration {
    static final String PATH = "/.well-known/test-target";
    /** Bytes of an answer that are read; a declaration has some hundred. */
    static final int LIMIT = 64 * 1024;
    /** What stands for the build of an origin that declares nothing and is accepted nonetheless. */
    static final String UNDECLARED = "undeclared";

    private static final int OK = 200;
    private static final int SCHEMA = 1;
    private static final int TOLERATED_DAYS = 90;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    /** Clocks of two machines. */
    private static final Duration SKEW = Duration.ofMinutes(1);
    /** What a build is called; it stands in reports and on the console. */
    private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

    private final Challenge challenge;
    private final DeclarationRule rule;
    private final Instant now;

    private Declaration(Challenge challenge, DeclarationRule rule, Instant now) {
        this.challenge = challenge;
        this.rule = rule;
        this.now = now;
    }

    /** What came of judging a declaration. */
    sealed interface Verdict {
        /** It is a test target. */
        record Accepted(String environment, String build, boolean signed) implements Verdict {
            @Override
            public <R> R fold(
                    Function<Accepted, R> accepted,
                    Function<Tolerated, R> tolerated,
                    Function<StagingDiagnosis, R> refused) {
                return accepted.apply(this);
            }
        }

        /** It says nothing, and the profile bears that until the end of a day. */
        record Tolerated(LocalDate until, String reason) implements Verdict {
            @Override
            public <R> R fold(
                    Function<Accepted, R> accepted,
                    Function<Tolerated, R> tolerated,
                    Function<StagingDiagnosis, R> refused) {
                return tolerated.apply(this);
            }
        }

        /** It is none, or cannot be told to be one. */
        record Refused(StagingDiagnosis diagnosis) implements Verdict {
            @Override
            public <R> R fold(
                    Function<Accepted, R> accepted,
                    Function<Tolerated, R> tolerated,
                    Function<StagingDiagnosis, R> refused) {
                return refused.apply(diagnosis);
            }
        }

        /** One function per case. */
        <R> R fold(
                Function<Accepted, R> accepted,
                Function<Tolerated, R> tolerated,
                Function<StagingDiagnosis, R> refused);
    }

    /** Judges the answer to a challenge. */
    static Verdict judge(Challenge challenge, Answer.Came answer, DeclarationRule rule, Instant now) {
        return new Declaration(challenge, rule, now).judge(answer);
    }

    private Verdict judge(Answer.Came answer) {
        if (answer.status() != OK) {
            String reason = "it answered status " + answer.status();
            return answer.status() / 100 == 4 ? silent(reason) : undeclared(reason);
        }
        if (answer.cut()) {
            return undeclared("its answer is longer than " + LIMIT + " bytes");
        }
        String body = answer.body().strip();
        if (DeclarationSignatures.isCompact(body)) {
            return signed(body);
        }
        Map<String, Object> fields;
        try {
            fields = object(body);
        } catch (JacksonException noJson) {
            String type = answer.contentType().isEmpty() ? "of no type" : answer.contentType();
            String reason = "its answer (" + type + ") is no JSON object";
            return isPage(type) ? silent(reason) : undeclared(reason);
        }
        return plain(fields);
    }

    /** Of many sites every path that is not there is their front page. */
    private static boolean isPage(String type) {
        return type.toLowerCase(Locale.ROOT).startsWith("text/html");
    }

    private static Map<String, Object> object(String json) {
        try (JsonParser parser = JSON.std.createParser(json)) {
            Map<String, Object> fields = JSON.std.mapFrom(parser);
            if (fields == null || parser.nextToken() != null) {
                throw new StreamReadException(parser, "not one object");
            }
            return fields;
        }
    }

    private Verdict signed(String body) {
        if (!rule.signed()) {
            return refused(new StagingDiagnosis.DeclarationSignature(
                    challenge.origin(), "it is signed, and the profile has no key to check that with"));
        }
        Optional<String> payload = DeclarationSignatures.payload(body, rule.keys());
        if (payload.isEmpty()) {
            return refused(new StagingDiagnosis.DeclarationSignature(
                    challenge.origin(), "none of the profile's keys has signed it"));
        }
        try {
            Map<String, Object> claims = object(payload.get());
            return fresh(claims).orElseGet(() -> content(claims));
        } catch (JacksonException noJson) {
            return undeclared("what it signed is no JSON object");
        }
    }

    private Verdict plain(Map<String, Object> fields) {
        Verdict content = content(fields);
        // That it is production is believed without a signature.
        return !rule.signed()
                        || content.<Boolean>fold(
                                yes -> false, silent -> false, no -> no instanceof StagingDiagnosis.Production)
                ? content
                : refused(new StagingDiagnosis.DeclarationSignature(
                        challenge.origin(), "it is not signed, and the profile asks for that"));
    }

    /** What makes it an answer to another question, or to none of today; empty where nothing does. */
    private Optional<Verdict> fresh(Map<String, Object> claims) {
        if (!challenge.origin().toString().equals(claims.get("aud"))) {
            return Optional.of(mismatch("it is signed for " + shown(String.valueOf(claims.get("aud")))));
        }
        if (!challenge.nonce().equals(claims.get("nonce"))) {
            return replay("its nonce is not the one that was asked");
        }
        Optional<Instant> issued = time(claims.get("iat"));
        Optional<Instant> expires = time(claims.get("exp"));
        if (issued.isEmpty() || expires.isEmpty()) {
            return replay("it has no `iat` and `exp` in seconds");
        }
        if (issued.get().isAfter(now.plus(SKEW))) {
            return replay("it was signed in the future: " + issued.get());
        }
        if (expires.get().isAfter(issued.get().plus(LONGEST))) {
            return replay("it would be good for more than " + LONGEST.toMinutes() + " minutes");
        }
        return expires.get().isBefore(now.minus(SKEW)) ? replay("it expired at " + expires.get()) : Optional.empty();
    }

    private Optional<Verdict> replay(String problem) {
        return Optional.of(refused(new StagingDiagnosis.DeclarationReplayed(challenge.origin(), problem)));
    }

    /** RFC 7519 section 2: seconds, in years that a clock can show. */
    private static Optional<Instant> time(@Nullable Object claim) {
        return claim instanceof Number seconds && Math.abs(seconds.doubleValue()) < 1e11
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }

    private Verdict content(Map<String, Object> fields) {
        if (fields.get("environment") instanceof String environment
                && environment.strip().equalsIgnoreCase("production")) {
            return refused(new StagingDiagnosis.Production(challenge.origin()));
        }
        if (!(fields.get("schema") instanceof Integer schema) || schema != SCHEMA) {
            return undeclared("its `schema` is not the number " + SCHEMA);
        }
        if (!(fields.get("origin") instanceof String origin)) {
            return undeclared("its `origin` is no text");
        }
        if (!(fields.get("environment") instanceof String environment)) {
            return undeclared("its `environment` is no text");
        }
        if (!(fields.get("build") instanceof String build)
                || !BUILD.matcher(build).matches()
                || build.equalsIgnoreCase(UNDECLARED)) {
            return undeclared("its `build` is no name (letters, digits and . _ + -)");
        }
        if (!origin.equals(challenge.origin().toString())) {
            return mismatch("it declares the origin " + shown(origin));
        }
        return rule.environments().contains(environment)
                ? new Verdict.Accepted(environment, build, rule.signed())
                : mismatch("it declares the environment " + shown(environment) + ", the profile permits "
                        + String.join(", ", rule.environments()));
    }

    /** It says nothing at all: borne for a while, where the profile says so. */
    private Verdict silent(String reason) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Optional<LocalDate> until = rule.acceptUndeclaredUntil();
        if (until.isEmpty()) {
            return undeclared(reason);
        }
        if (until.get().isAfter(today.plusDays(TOLERATED_DAYS))) {
            return undeclared(reason + ", and " + until.get() + " (accept-undeclared-until) is more than "
                    + TOLERATED_DAYS + " days away");
        }
        return until.get().isBefore(today)
                ? undeclared(reason + ", which was accepted until " + until.get() + " only")
                : new Verdict.Tolerated(until.get(), reason);
    }

    private Verdict undeclared(String reason) {
        return refused(new StagingDiagnosis.Undeclared(challenge.origin(), reason));
    }

    private Verdict mismatch(String problem) {
        return refused(new StagingDiagnosis.DeclarationMismatch(challenge.origin(), problem));
    }

    private static Verdict refused(StagingDiagnosis diagnosis) {
        return new Verdict.Refused(diagnosis);
    }

    /** A text from the other side, short enough for a line. */
    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return "'" + (printable.length() > 100 ? printable.substring(0, 100) + "..." : printable) + "'";
    }
}
