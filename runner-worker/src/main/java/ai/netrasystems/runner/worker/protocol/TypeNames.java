package ai.netrasystems.runner.worker.protocol;

import java.util.Map;

/** Turns type names as {@link Class#getName()} has them into those of source code, {@link Class#getTypeName()}. */
public final class TypeNames {
    private static final Map<Character, String> PRIMITIVES = Map.of(
            'Z', "boolean", 'B', "byte", 'C', "char", 'S', "short", 'I', "int", 'J', "long", 'F', "float", 'D',
            "double");

    private TypeNames() {}

    /** Parameter types joined by commas without spaces: {@code [I, java.lang.String} is {@code int[],java.lang.String}. */
    public static String ofParameters(String parameterTypes) {
        if (parameterTypes.isBlank()) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        for (String type : parameterTypes.split(",", -1)) {
            all.append(all.length() == 0 ? "" : ",").append(of(type.trim()));
        }
        return all.toString();
    }

    /** {@code [[I} is {@code int[][]}, {@code [Ljava.lang.String;} is {@code java.lang.String[]}. */
    static String of(String name) {
        int dimensions = 0;
        while (dimensions < name.length() && name.charAt(dimensions) == '[') {
            dimensions++;
        }
        if (dimensions == 0 || dimensions == name.length()) {
            return name;
        }
        String element = name.substring(dimensions);
        String source = element.startsWith("L") && element.endsWith(";")
                ? element.substring(1, element.length() - 1)
                : element.length() == 1 ? PRIMITIVES.getOrDefault(element.charAt(0), element) : element;
        return source + "[]".repeat(dimensions);
    }
}
