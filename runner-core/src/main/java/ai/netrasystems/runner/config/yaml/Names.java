package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.config.text.DidYouMean;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that people give, and references to them. */
public final class Names {
    /** Compose's rule for a service's name, not beginning with a dash: such a one would look like an option. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]*");

    private Names() {}

    /** Whether it is a name; a problem is added where not. */
    public static boolean check(String name, String what, Origin where, Problems problems) {
        if (NAME.matcher(name).matches()) {
            return true;
        }
        problems.add(
                "`" + name + "` can't be the name of a " + what,
                where,
                "use letters, digits, `_`, `.` and `-`, a `-` not first");
        return false;
    }

    /** A name that refers to nothing. */
    public static Problem unknown(String name, String what, Collection<?> known, Origin where) {
        Optional<String> hint =
                DidYouMean.hint(name, known.stream().map(Object::toString).toList());
        return new Problem("there is no " + what + " `" + name + "`", where, hint);
    }

    public static String joined(Collection<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
