package ai.netrasystems.runner.worker.launcher;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a failure consists of: of the throwable, its causes and what they suppressed (the failures of an
 * {@code assertAll} among them), each with its superclasses, so that whoever knows {@code java.net.ConnectException}
 * knows a library's own subclass of it too. Chains may be long, or lead back to themselves: a bounded number is looked at.
 */
final class CauseNames {
    private static final int MOST_THROWABLES = 64;
    private static final int MOST_NAMES = 128;
    /** Characters of one name; generated classes may have longer ones, which nobody knows. */
    private static final int LONGEST_NAME = 300;

    private CauseNames() {}

    /** Their names, the nearest first, each once; the throwable's own class is not among them. */
    static List<String> of(Throwable throwable) {
        Set<String> names = new LinkedHashSet<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> next = new ArrayDeque<>(List.of(throwable));
        while (!next.isEmpty() && seen.size() < MOST_THROWABLES && names.size() < MOST_NAMES) {
            Throwable at = next.remove();
            if (seen.add(at)) {
                add(at.getClass(), names);
                @Nullable Throwable cause = cause(at);
                if (cause != null) {
                    next.add(cause);
                }
                next.addAll(List.of(at.getSuppressed()));
            }
        }
        names.remove(throwable.getClass().getName());
        return new ArrayList<>(names).subList(0, Math.min(names.size(), MOST_NAMES));
    }

    /** What stands in {@code java.lang} above it says nothing: Exception, Error and the like. */
    private static void add(Class<?> type, Set<String> names) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            String name = at.getName();
            if (at != type && name.startsWith("java.lang.")) {
                return;
            }
            if (name.length() <= LONGEST_NAME) {
                names.add(name);
            }
        }
    }

    /** Foreign code may answer, and may throw. */
    private static @Nullable Throwable cause(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (Throwable broken) {
            return null;
        }
    }
}
