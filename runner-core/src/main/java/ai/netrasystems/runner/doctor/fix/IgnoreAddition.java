package ai.netrasystems.runner.doctor.fix;

import java.nio.file.Path;
import java.util.List;

/**
 * Lines that go to the end of an ignore file.
 *
 * @param file as the survey names it
 * @param target the file that is written: the same, or what a link leads to; it need not exist
 * @param digest of its content when it was looked at; empty where there was none
 */
public record IgnoreAddition(Path file, Path target, List<String> lines, String digest) {
    /** Copies the list. */
    public IgnoreAddition {
        lines = List.copyOf(lines);
    }
}
