package ai.netrasystems.runner.staging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test's stable id: the same in every run of the same source, whatever else is selected. History keys on it and
 * requests carry it, so both sides that compute it (the worker from JUnit's test plan, a test from its context) go
 * through this class or follow this grammar:
 *
 * <pre>
 * id         = module ":" class "#" method "(" [ type *( "," type ) ] ")" *invocation
 *            / module ":" unique-id            ; a test without a method, JUnit's own id
 * module     = path [ "@" execution ]          ; from the reactor's root, "." for it; execution unless the default
 * class      = Class.getName(): nested classes with "$"
 * type       = Class.getTypeName(): arrays as "int[]"
 * invocation = "[" index ":" hash "]"          ; one per level, outermost first; none for a plain test
 * index      = the number N of the level's segment "#N" in JUnit's unique id, from 1
 * hash       = first 8 hexadecimal digits, lower case, of the SHA-256 of the level's display name in UTF-8
 * </pre>
 *
 * @param value the id as the grammar has it
 */
public record TestId(String value) {
    private static final Pattern INVOCATION_SEGMENT = Pattern.compile("\\[[^\\[\\]:/]+:#(\\d{1,9})\\]$");

    /**
     * One level of a repeated, parameterized or dynamic test.
     *
     * @param index from 1
     * @param displayName the level's display name
     */
    public record Invocation(int index, String displayName) {
        String text() {
            return "[" + index + ":" + hash(displayName) + "]";
        }
    }

    /**
     * The id of a test method, or of an invocation of it.
     *
     * @param module {@code module[@execution]}
     * @param className {@link Class#getName()} of the class that runs, which may inherit the method
     * @param method the method's name
     * @param parameterTypes {@link Class#getTypeName()} of its parameters
     * @param invocations the levels of the invocation, outermost first; empty for a plain test
     */
    public static TestId ofMethod(
            String module, String className, String method, List<String> parameterTypes, List<Invocation> invocations) {
        StringBuilder id = new StringBuilder(module)
                .append(':')
                .append(className)
                .append('#')
                .append(method);
        id.append('(').append(String.join(",", parameterTypes)).append(')');
        invocations.forEach(invocation -> id.append(invocation.text()));
        return new TestId(id.toString());
    }

    /** The id of a test that has no method, or of a class: its module and JUnit's unique id. */
    public static TestId ofUniqueId(String module, String uniqueId) {
        return new TestId(module + ":" + uniqueId);
    }

    /** The number N where the last segment of JUnit's unique id is {@code [type:#N]}, an invocation; else empty. */
    public static OptionalInt invocationIndex(String uniqueId) {
        Matcher matcher = INVOCATION_SEGMENT.matcher(uniqueId);
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    /** The id itself. */
    @Override
    public String toString() {
        return value;
    }

    private static String hash(String displayName) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(displayName.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
