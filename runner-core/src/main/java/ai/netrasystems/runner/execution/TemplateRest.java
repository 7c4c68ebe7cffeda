package ai.netrasystems.runner.execution;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The invocations of a template or factory that come after those that are known: how many there are, only the engine
 * knows. Jupiter takes their unique ids and passes over those that don't exist. Pure.
 */
final class TemplateRest {
    /** So many are asked for at a time. */
    static final int CHUNK = 1_000;

    private static final Pattern NUMBERED = Pattern.compile("/\\[[a-z-]+:#(\\d+)]");

    private TemplateRest() {}

    /** Whether the engine of that template can run a part of its invocations. */
    static boolean canBeChosen(String container) {
        return container.contains("[engine:junit-jupiter]") && !kinds(container).isEmpty();
    }

    /**
     * Unique ids of what may follow below an open container.
     *
     * @param container unique id of a template, factory or dynamic container that did not end
     * @param known unique ids of all nodes that were registered below it
     */
    static List<String> after(String container, Collection<String> known) {
        int last = last(container, known);
        List<String> ids = new ArrayList<>();
        for (String kind : kinds(container)) {
            for (int number = last + 1; number <= last + CHUNK; number++) {
                ids.add(container + "/[" + kind + ":#" + number + "]");
            }
        }
        return ids;
    }

    /** Highest number of a child; 0 where there is none. */
    static int last(String container, Collection<String> known) {
        int last = 0;
        for (String id : known) {
            if (id.startsWith(container + "/")) {
                Matcher matcher = NUMBERED.matcher(id).region(container.length(), id.length());
                if (matcher.lookingAt()) {
                    last = Math.max(last, Integer.parseInt(matcher.group(1)));
                }
            }
        }
        return last;
    }

    /** What Jupiter may register below it, by the container's own kind. */
    private static List<String> kinds(String container) {
        String segment = container.substring(container.lastIndexOf("/[") + 1);
        if (segment.startsWith("[test-template:")) {
            return List.of("test-template-invocation");
        }
        if (segment.startsWith("[test-factory:") || segment.startsWith("[dynamic-container:")) {
            return List.of("dynamic-test", "dynamic-container");
        }
        if (segment.startsWith("[class-template:") || segment.startsWith("[nested-class-template:")) {
            return List.of("class-template-invocation");
        }
        return List.of();
    }
}
