package ai.netrasystems.runner.doctor.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A path as somebody wrote it, and others as they would have.
 *
 * @param from the folder that it starts from, absolute
 * @param written as in the file
 */
record PathText(Path from, String written) {
    static PathText of(Path from, String written) {
        return new PathText(from, written);
    }

    /** Its names without the way up and without what stands for "here", in lower case; empty where it has none. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : written.toLowerCase(Locale.ROOT).split("/", -1)) {
            boolean nothing = name.isEmpty() || name.equals(".") || (name.equals("..") && names.isEmpty());
            if (name.equals("..") && !names.isEmpty()) {
                names.remove(names.size() - 1);
            } else if (!nothing) {
                names.add(name);
            }
        }
        return names;
    }

    /** Another path in the same manner: with {@code ./} in front where that was written, and relative in any case. */
    String like(Path other) {
        String relative = from.relativize(other).toString().replace('\\', '/');
        if (relative.isEmpty()) {
            return ".";
        }
        return written.startsWith("./") && !relative.startsWith("../") && !relative.equals("..")
                ? "./" + relative
                : relative;
    }

    /** Whether a path ends with the last names of this one, whatever their case; {@code count} of them. */
    static boolean endsWith(Path path, List<String> names) {
        int start = path.getNameCount() - names.size();
        if (names.isEmpty() || start < 0) {
            return false;
        }
        for (int at = 0; at < names.size(); at++) {
            if (!path.getName(start + at).toString().toLowerCase(Locale.ROOT).equals(names.get(at))) {
                return false;
            }
        }
        return true;
    }
}
