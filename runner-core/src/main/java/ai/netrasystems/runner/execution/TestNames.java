package ai.netrasystems.runner.execution;

import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.plan.SurefireNames;
import ai.netrasystems.runner.worker.protocol.Descriptor;
import ai.netrasystems.runner.worker.protocol.TypeNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of one test, computed from its path: the descriptors from its engine (first) down to itself (last). Pure.
 */
final class TestNames {
    private static final Pattern NUMBERED = Pattern.compile("\\[[^\\[\\]/]+:#(\\d+)]$");
    private static final Pattern OF_CLASS = Pattern.compile("\\[class-template-invocation:#(\\d+)]");
    private static final Pattern OF_TEST = Pattern.compile("\\[test-template-invocation:#(\\d+)]");
    // As in Surefire, a line break in the name of a parameter hides the number.
    private static final Pattern NUMBER_AT_THE_END = Pattern.compile(".*\\[\\d+]");
    private static final Pattern BRACKETS = Pattern.compile("\\[.+]");

    private final List<Descriptor> path;
    private final SurefireNames reported;
    private final Descriptor test;

    TestNames(List<Descriptor> path) {
        this(path, SurefireNames.newest());
    }

    /** @param reported how XML has them */
    TestNames(List<Descriptor> path, SurefireNames reported) {
        this.path = List.copyOf(path);
        this.reported = reported;
        this.test = path.get(path.size() - 1);
    }

    /** {@code module[@execution]:class#method(paramTypes)[invocation]} (PRODUCT.md, "Identity"). */
    String id(ModuleId module) {
        Descriptor.Source source = test.source();
        if (!source.isMethod()) {
            return uniqueForm(module);
        }
        StringBuilder id = new StringBuilder(module.toString())
                .append(':')
                .append(source.className())
                .append('#')
                .append(source.methodName())
                .append('(')
                .append(TypeNames.ofParameters(source.parameterTypes()))
                .append(')');
        path.forEach(level -> invocation(level).ifPresent(id::append));
        return id.toString();
    }

    /** {@code module[@execution]:<unique id>}, for what has no method or shares its name with another. */
    String uniqueForm(ModuleId module) {
        return module + ":" + test.uniqueId();
    }

    /** Display names from the class down. */
    List<String> display() {
        return path.stream()
                .filter(level -> !isEngine(level))
                .map(Descriptor::displayName)
                .toList();
    }

    /** Class as Surefire names it: of the nearest class source above, else of the source, else the parent's name. */
    String className() {
        for (int at = path.size() - 1; at >= 0; at--) {
            if (path.get(at).source().isClass()) {
                return path.get(at).source().className();
            }
        }
        if (test.source().isMethod()) {
            return test.source().className();
        }
        return path.size() > 1 ? path.get(path.size() - 2).displayName() : test.displayName();
    }

    /** Class of the case in Surefire's XML: of the source, else what the engine calls the class around it. */
    String xmlClass() {
        Descriptor.Source source = test.source();
        boolean byName = reported.classes() == SurefireNames.Classes.NAME;
        if (byName && (source.isMethod() || source.isClass())) {
            return source.className();
        }
        for (int at = path.size() - 1; at >= 0; at--) {
            if (path.get(at).source().isClass()) {
                return byName ? path.get(at).legacyName() : phrased(at);
            }
        }
        return path.get(0).legacyName();
    }

    private String phrased(int at) {
        return reported.classes() == SurefireNames.Classes.DISPLAY_PATH ? displayPath(at) : displayName(path.get(at));
    }

    /** Its {@code @DisplayName}; a name that a generator gave is taken for one. */
    private static String displayName(Descriptor node) {
        String full = node.legacyName();
        boolean usual = full.endsWith("." + node.displayName()) || full.endsWith("$" + node.displayName());
        return usual ? full : node.displayName();
    }

    private String displayPath(int last) {
        String names = path.subList(0, last + 1).stream()
                .filter(level -> level.source().isClass())
                .map(Descriptor::displayName)
                .collect(Collectors.joining(" "));
        String full = path.get(last).source().className();
        boolean usual = full.substring(1 + full.lastIndexOf('.')).equals(names.replace(' ', '$'));
        return usual ? full : names;
    }

    /** Name of the case in Surefire's XML (its {@code RunListenerAdapter}). */
    String xmlName() {
        return reported.methodDisplayNames() && test.source().isMethod() ? phrasedName() : plainName();
    }

    /** Display names of what is around it in its class, the nearest first, and its own. */
    private String phrasedName() {
        List<String> around = path.subList(0, path.size() - 1).stream()
                .filter(level -> level.source().isMethod())
                .map(Descriptor::displayName)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(around);
        String before = String.join(" ", around);
        boolean apart = !before.isBlank() && !test.displayName().startsWith("[");
        String phrased = before + (apart ? " " : "") + test.displayName();
        boolean usual = phrased.equals(test.legacyName())
                && phrased.startsWith(test.source().methodName() + "(");
        return usual || phrased.isBlank() ? plainName() : phrased;
    }

    /** The bare method where nothing tells invocations apart, else JUnit's legacy reporting name. */
    private String plainName() {
        Descriptor.Source source = test.source();
        if (source.isClass()) {
            return test.legacyName();
        }
        if (!source.isMethod()) {
            return test.displayName();
        }
        if (reported.junit4Provider()) {
            return test.legacyName();
        }
        String ofClass = reported.numbered() ? numbers(OF_CLASS) : "";
        String ofTest = reported.numbered() ? numbers(OF_TEST) : "";
        boolean numbered = (reported.numbered()
                        && NUMBER_AT_THE_END.matcher(test.legacyName()).matches())
                || path.stream()
                        .limit(path.size() - 1)
                        .filter(level ->
                                !level.source().isMethod() && !level.source().isClass())
                        .anyMatch(level -> BRACKETS.matcher(level.legacyName()).matches());
        if (source.parameterTypes().isBlank() && !numbered && ofClass.isEmpty() && ofTest.isEmpty()) {
            return source.methodName();
        }
        String name = test.legacyName();
        if (ofClass.isEmpty() || name.endsWith(ofClass + ofTest)) {
            return name;
        }
        return !ofTest.isEmpty() && name.endsWith(ofTest)
                ? name.substring(0, name.length() - ofTest.length()) + ofClass + ofTest
                : name + ofClass;
    }

    private String numbers(Pattern segment) {
        if (!isNumbered(test)) {
            return "";
        }
        Matcher matcher = segment.matcher(test.uniqueId());
        StringBuilder all = new StringBuilder();
        while (matcher.find()) {
            all.append('[').append(matcher.group(1)).append(']');
        }
        return all.toString();
    }

    /** {@code [index:hash]} of a level that is one of several of its kind. */
    private static Optional<String> invocation(Descriptor level) {
        if (!isNumbered(level)) {
            return Optional.empty();
        }
        Matcher matcher = NUMBERED.matcher(level.uniqueId());
        return matcher.find()
                ? Optional.of("[" + matcher.group(1) + ":" + hash(level.displayName()) + "]")
                : Optional.empty();
    }

    /** Whether it, or a level above it, may be one of several: most are not, and need no closer look. */
    private static boolean isNumbered(Descriptor level) {
        return level.uniqueId().contains(":#");
    }

    /** First eight hexadecimal digits of the SHA-256 of the name in UTF-8. */
    static String hash(String displayName) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(displayName.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static boolean isEngine(Descriptor level) {
        return level.uniqueId().substring(level.uniqueId().lastIndexOf('/') + 1).startsWith("[engine:");
    }
}
