package ai.netrasystems.runner.doctor.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A path in a Compose file that leads nowhere.
 *
 * @param file the Compose file, absolute
 * @param line where the path is written, from 1
 * @param key {@code build.context} or {@code build.dockerfile}
 * @param written the path as it is written, without quotes
 * @param sure what must be written instead, where there is only one answer and it leads somewhere
 * @param near paths that may have been meant, as they would be written, likeliest first
 */
public record Reference(Path file, int line, String key, String written, Optional<String> sure, List<String> near) {
    /** Copies the list. */
    public Reference {
        near = List.copyOf(near);
    }
}
