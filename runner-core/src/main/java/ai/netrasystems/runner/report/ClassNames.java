package ai.netrasystems.runner.report;

/** Names of classes, as reports need them. */
final class ClassNames {
    private ClassNames() {}

    /**
     * The top-level class of a nested one ({@code a.Outer$In} is in {@code a.Outer}), whose report has it as Surefire's
     * does. A name that is no class's (a suite's display name) is left as it is.
     */
    static String topLevel(String className) {
        // A $ that begins the simple name is part of it.
        int dollar = className.indexOf('$', className.lastIndexOf('.') + 2);
        return dollar < 0 || !isClass(className) ? className : className.substring(0, dollar);
    }

    private static boolean isClass(String name) {
        return name.codePoints().allMatch(point -> point == '.' || Character.isJavaIdentifierPart(point));
    }
}
