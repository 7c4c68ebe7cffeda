package ai.netrasystems.runner.worker.launcher;

import ai.netrasystems.runner.worker.protocol.Descriptor.Source;
import ai.netrasystems.runner.worker.protocol.NameFilter;
import ai.netrasystems.runner.worker.protocol.TypeNames;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Decides by name whether a test is wanted; a pure function of its {@link NameFilter}. */
final class NameMatching {
    private final NameFilter names;

    NameMatching(NameFilter names) {
        this.names = names;
    }

    /** Whether a test of that source is wanted; {@link Source#none()} where no class is known. */
    boolean wants(Source source) {
        return any(names.tests(), entry -> matchesTest(entry, source))
                && any(names.methods(), entry -> matchesMethod(entry, source))
                && (names.within().isEmpty() || names.within().contains(topLevel(source.className())));
    }

    private static boolean any(List<String> entries, Predicate<String> test) {
        return entries.isEmpty() || entries.stream().anyMatch(test);
    }

    private static boolean matchesTest(String entry, Source source) {
        int hash = entry.indexOf('#');
        String classes = hash < 0 ? entry : entry.substring(0, hash);
        if (hash >= 0
                && !glob(withoutParameters(entry.substring(hash + 1)))
                        .matcher(source.methodName())
                        .matches()) {
            return false;
        }
        return classes.isEmpty() || matchesClassOrOuter(glob(classes), source.className());
    }

    /** As the plan reads it: a method is named without its parameters, and they do no harm. */
    private static String withoutParameters(String method) {
        int open = method.indexOf('(');
        return open < 0 ? method : method.substring(0, open);
    }

    /** A nested class is wanted with the class around it. */
    private static boolean matchesClassOrOuter(Pattern pattern, String className) {
        String name = className;
        while (!name.isEmpty()) {
            String simple = name.substring(name.lastIndexOf('.') + 1);
            String innermost = simple.substring(simple.lastIndexOf('$') + 1);
            if (pattern.matcher(name).matches()
                    || pattern.matcher(simple).matches()
                    || pattern.matcher(innermost).matches()) {
                return true;
            }
            name = name.substring(0, Math.max(0, name.lastIndexOf('$')));
        }
        return false;
    }

    private static boolean matchesMethod(String entry, Source source) {
        String wanted = entry.replace(" ", "");
        String plain = (source.className() + "#" + source.methodName()).replace(" ", ""); // Kotlin's may have some
        return wanted.equals(plain) || wanted.equals(plain + "(" + sourceTypes(source.parameterTypes()) + ")");
    }

    private static String sourceTypes(String parameterTypes) {
        return TypeNames.ofParameters(parameterTypes);
    }

    private static String topLevel(String className) {
        int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
        return dollar < 0 ? className : className.substring(0, dollar);
    }

    /** {@code *} is any text, {@code ?} any one character, all else itself. */
    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int at = 0; at < glob.length(); at++) {
            switch (glob.charAt(at)) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(glob.substring(at, at + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
