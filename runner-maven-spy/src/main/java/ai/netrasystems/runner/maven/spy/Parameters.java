package ai.netrasystems.runner.maven.spy;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * A mojo's parameters as trees of text. The configuration is finalised: what the POM says, else the parameter's own
 * expression with its default beside it, just as Maven is about to set them.
 */
final class Parameters {
    /** Surefire replaces these when it starts its JVM, with the project's properties as they are then. */
    private static final Pattern LATE = Pattern.compile("@\\{([^}]+)}");

    private final @Nullable Xpp3Dom configuration;
    private final ExpressionEvaluator evaluator;
    private final MavenProject project;

    Parameters(@Nullable Xpp3Dom configuration, ExpressionEvaluator evaluator, MavenProject project) {
        this.configuration = configuration;
        this.evaluator = evaluator;
        this.project = project;
    }

    List<String> lines() throws ExpressionEvaluationException {
        List<String> lines = new ArrayList<>();
        Set<String> late = new LinkedHashSet<>();
        for (Xpp3Dom parameter : parameters()) {
            for (List<String> leaf : leaves(parameter)) {
                lines.add(line("parameter", leaf));
                LATE.matcher(leaf.get(0)).results().forEach(found -> late.add(found.group(1)));
            }
        }
        for (String name : late) {
            String value = project.getModel().getProperties().getProperty(name);
            if (value != null) {
                lines.add(SpyLine.of(List.of("late", name, value)));
            }
        }
        return lines;
    }

    /** The children of a parameter by name; empty where it is not set. */
    Map<String, String> map(String name) throws ExpressionEvaluationException {
        Map<String, String> map = new LinkedHashMap<>();
        for (Xpp3Dom parameter : parameters()) {
            if (parameter.getName().equals(name)) {
                leaves(parameter).stream()
                        .filter(leaf -> leaf.size() > 2)
                        .forEach(leaf -> map.put(leaf.get(leaf.size() - 1), leaf.get(0)));
            }
        }
        return map;
    }

    /** The children of a parameter that are trees themselves. */
    List<Map<String, String>> dependencies(String name) throws ExpressionEvaluationException {
        List<Map<String, String>> all = new ArrayList<>();
        for (Xpp3Dom parameter : parameters()) {
            if (parameter.getName().equals(name)) {
                for (Xpp3Dom child : parameter.getChildren()) {
                    Map<String, String> one = new LinkedHashMap<>();
                    leaves(child).forEach(leaf -> one.put(leaf.get(leaf.size() - 1), leaf.get(0)));
                    all.add(one);
                }
            }
        }
        return all;
    }

    private List<Xpp3Dom> parameters() {
        return configuration == null ? List.of() : Arrays.asList(configuration.getChildren());
    }

    private static String line(String word, List<String> rest) {
        List<String> words = new ArrayList<>(List.of(word));
        words.addAll(rest);
        return SpyLine.of(words);
    }

    /** Each a value and then the names that lead to it. */
    private List<List<String>> leaves(Xpp3Dom parameter) throws ExpressionEvaluationException {
        List<List<String>> leaves = new ArrayList<>();
        collect(parameter, List.of(parameter.getName()), leaves);
        return leaves;
    }

    private void collect(Xpp3Dom element, List<String> path, List<List<String>> into)
            throws ExpressionEvaluationException {
        for (Xpp3Dom child : element.getChildren()) {
            collect(child, longer(path, child.getName()), into);
        }
        if (element.getChildCount() == 0) {
            Object value = value(element);
            if (value != null) {
                add(value, path, into);
            } else if (path.size() > 1) {
                // <name/> in a map is a name with an empty value.
                add("", path, into);
            }
        }
    }

    private @Nullable Object value(Xpp3Dom element) throws ExpressionEvaluationException {
        Object value = evaluated(element.getValue());
        return value == null ? evaluated(element.getAttribute("default-value")) : value;
    }

    private @Nullable Object evaluated(@Nullable String expression) throws ExpressionEvaluationException {
        return expression == null || expression.isEmpty() ? null : evaluator.evaluate(expression);
    }

    private static List<String> longer(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    /** What is neither text nor made of it is Maven's own (the session, the project), and not what a build says. */
    private static void add(Object value, List<String> path, List<List<String>> into) {
        if (value instanceof Map) {
            ((Map<?, ?>) value).forEach((name, inner) -> add(inner, longer(path, String.valueOf(name)), into));
        } else if (value instanceof Collection) {
            ((Collection<?>) value).forEach(inner -> add(inner, longer(path, "element"), into));
        } else if (value instanceof Object[]) {
            Arrays.asList((Object[]) value).forEach(inner -> add(inner, longer(path, "element"), into));
        } else if (isText(value)) {
            List<String> leaf = new ArrayList<>(List.of(value.toString()));
            leaf.addAll(path);
            into.add(leaf);
        }
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof File
                || value instanceof Enum;
    }
}
