package ai.netrasystems.runner.report;

import ai.netrasystems.runner.event.RunEvent.OutputCaptured;
import ai.netrasystems.runner.model.ModuleId;
import ai.netrasystems.runner.model.RunId;
import ai.netrasystems.runner.report.ReportIndex.Suite;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Gives each suite a file of its own below the run's folder: {@code <module path>/TEST-<class>.xml}, for an execution
 * that is not the default one {@code <module path>@<execution>/TEST-<class>.xml}. No two share a file, on file systems
 * without case either.
 */
final class ReportPlaces {
    /** Longest name made of a text, in bytes; file systems take 255, and prefix, suffix and number come to it. */
    private static final int LONGEST = 200;

    private static final String FORBIDDEN = "\\/:*?\"<>|";

    private final Path folder;
    private final Set<String> taken = new HashSet<>();

    ReportPlaces(Path folder) {
        this.folder = folder;
    }

    Path of(Suite suite) {
        Path place = of(suite.module());
        String name = "TEST-" + safe(suite.className());
        Path file = resolve(place, name + ".xml");
        for (int i = 2; !taken.add(file.toString().toLowerCase(Locale.ROOT)); i++) {
            file = resolve(place, name + "-" + i + ".xml");
        }
        return file;
    }

    /** The text of one stream of a worker. Of the run's name: workers of several runs are called the same. */
    Path of(ModuleId module, RunId run, String worker, OutputCaptured.Stream stream) {
        String ending = stream == OutputCaptured.Stream.OUT ? ".out.txt" : ".err.txt";
        return resolve(of(module), safe(run + "-" + worker) + ending);
    }

    private Path of(ModuleId module) {
        List<String> names = new ArrayList<>();
        for (String segment : module.path().split("[/\\\\]", -1)) {
            if (!segment.isEmpty() && !segment.equals(".")) {
                names.add(safe(segment));
            }
        }
        module.execution().ifPresent(execution -> {
            String last = names.isEmpty() ? "" : names.remove(names.size() - 1);
            names.add(safe(last + "@" + execution));
        });
        Path place = folder;
        for (String name : names) {
            place = resolve(place, name);
        }
        return place;
    }

    /** The text as the name of one file: no separator, no way up, not too long. */
    static String safe(String text) {
        StringBuilder name = new StringBuilder();
        text.codePoints().map(point -> forbidden(point) ? '_' : point).forEach(name::appendCodePoint);
        if (name.chars().allMatch(unit -> unit == '.')) {
            return "_".repeat(Math.max(1, name.length()));
        }
        return shortened(name.toString(), text);
    }

    private static boolean forbidden(int point) {
        return point < ' '
                || point == 0x7f
                || FORBIDDEN.indexOf(point) >= 0
                || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    private static String shortened(String name, String text) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return name;
        }
        String mark = "~" + Integer.toHexString(text.hashCode());
        StringBuilder result = new StringBuilder();
        int bytes = mark.length();
        for (int point : name.codePoints().toArray()) {
            bytes += Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > LONGEST) {
                break;
            }
            result.appendCodePoint(point);
        }
        return result + mark;
    }

    /** Where the process's locale can't express a name (LANG=C), the name is put into ASCII. */
    private static Path resolve(Path parent, String name) {
        try {
            return parent.resolve(name);
        } catch (InvalidPathException inexpressible) {
            return parent.resolve(name.replaceAll("[^\\x20-\\x7e]", "_"));
        }
    }
}
