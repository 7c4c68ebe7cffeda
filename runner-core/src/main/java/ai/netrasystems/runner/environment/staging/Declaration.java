package ai.netrasystems.runner.environment.staging;

import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.jr.ob.JSON;

/**
 * What a system says of itself at {@value #PATH}: {@code {"schema":1,"origin","environment","build"}}. Only a system that
 * says it is a test target is tested. Pure but for {@link #question}.
 */
final class Declaration {
    static final String PATH = "/.well-known/test-target";
    /** Bytes of an answer that are read; a declaration has some hundred. */
    static final int LIMIT = 64 * 1024;

    private static final int NONCE_BYTES = 32;
    private static final int SCHEMA = 1;
    /** What a build is called; it stands in reports and on the console. */
    private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}");

    private Declaration() {}

    /** What came of judging a declaration. */
    sealed interface Verdict {
        /** It is a test target. */
        record Accepted(String environment, String build) implements Verdict {
            @Override
            public <R> R fold(Function<Accepted, R> accepted, Function<StagingDiagnosis, R> refused) {
                return accepted.apply(this);
            }
        }

        /** It is none, or cannot be told to be one. */
        record Refused(StagingDiagnosis diagnosis) implements Verdict {
            @Override
            public <R> R fold(Function<Accepted, R> accepted, Function<StagingDiagnosis, R> refused) {
                return refused.apply(diagnosis);
            }
        }

        /** One function per case. */
        <R> R fold(Function<Accepted, R> accepted, Function<StagingDiagnosis, R> refused);
    }

    /** The URL that asks an origin, with a challenge of its own. */
    static URI question(URI origin, SecureRandom random) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return URI.create(origin + PATH + "?nonce="
                + Base64.getUrlEncoder().withoutPadding().encodeToString(nonce));
    }

    /**
     * Judges the answer of an origin.
     *
     * @param permitted what it may declare itself to be, exactly
     */
    static Verdict judge(URI origin, Answer.Came answer, List<String> permitted) {
        if (answer.status() != 200) {
            return undeclared(origin, "it answered status " + answer.status());
        }
        if (answer.cut()) {
            return undeclared(origin, "its answer is longer than " + LIMIT + " bytes");
        }
        Map<String, Object> fields;
        try (JsonParser parser = JSON.std.createParser(answer.body())) {
            fields = JSON.std.mapFrom(parser);
            if (parser.nextToken() != null) {
                return undeclared(origin, "its answer goes on behind the JSON object");
            }
        } catch (JacksonException noJson) {
            String type = answer.contentType().isEmpty() ? "of no type" : answer.contentType();
            return undeclared(origin, "its answer (" + type + ") is no JSON object");
        }
        if (!(fields.get("schema") instanceof Integer schema) || schema != SCHEMA) {
            return undeclared(origin, "its `schema` is not the number " + SCHEMA);
        }
        if (!(fields.get("origin") instanceof String declaredOrigin)) {
            return undeclared(origin, "its `origin` is no text");
        }
        if (!(fields.get("environment") instanceof String environment)) {
            return undeclared(origin, "its `environment` is no text");
        }
        if (!(fields.get("build") instanceof String build)
                || !BUILD.matcher(build).matches()) {
            return undeclared(origin, "its `build` is no name (letters, digits and . _ + -)");
        }
        return judge(origin, declaredOrigin, environment, build, permitted);
    }

    private static Verdict judge(
            URI origin, String declaredOrigin, String environment, String build, List<String> permitted) {
        if (environment.strip().equalsIgnoreCase("production")) {
            return new Verdict.Refused(new StagingDiagnosis.Production(origin));
        }
        if (!declaredOrigin.equals(origin.toString())) {
            return mismatch(origin, "it declares the origin " + shown(declaredOrigin));
        }
        return permitted.contains(environment)
                ? new Verdict.Accepted(environment, build)
                : mismatch(
                        origin,
                        "it declares the environment " + shown(environment) + ", the profile permits "
                                + String.join(", ", permitted));
    }

    private static Verdict undeclared(URI origin, String reason) {
        return new Verdict.Refused(new StagingDiagnosis.Undeclared(origin, reason));
    }

    private static Verdict mismatch(URI origin, String problem) {
        return new Verdict.Refused(new StagingDiagnosis.DeclarationMismatch(origin, problem));
    }

    /** A text from the other side, short enough for a line. */
    private static String shown(String text) {
        String printable = text.replaceAll("[^\\x20-\\x7e]", "?");
        return "'" + (printable.length() > 100 ? printable.substring(0, 100) + "..." : printable) + "'";
    }
}
