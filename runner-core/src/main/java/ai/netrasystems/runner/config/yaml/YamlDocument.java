package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A YAML file whose top is a map. Reading it never runs or loads anything; what it may ask for is bounded: 1 MiB of
 * text, 64 levels, 100,000 nodes after aliases are followed. An empty file is an empty map.
 *
 * @param file where it was read from, as the caller named it
 */
public record YamlDocument(Path file, YamlMap root) {
    static final int MAX_BYTES = 1 << 20;

    /** Reads a file of the project; a file that is missing, too large or no YAML is a problem. */
    public static Checked<YamlDocument> read(Path file) {
        return read(file, Origin.Source.FILE);
    }

    /**
     * Reads a file.
     *
     * @param source {@link Origin.Source#FILE} or {@link Origin.Source#PERSONAL_FILE}, for every node's origin
     */
    public static Checked<YamlDocument> read(Path file, Origin.Source source) {
        return read(file, file, source);
    }

    /**
     * Reads a file.
     *
     * @param shown how messages and origins name the file, such as its path from where the person stands
     */
    public static Checked<YamlDocument> read(Path file, Path shown, Origin.Source source) {
        Origin where = new Origin(source, Optional.of(shown), 0, "");
        try {
            if (Files.isRegularFile(file) && Files.size(file) > MAX_BYTES) {
                return Checked.invalid(tooLarge(where));
            }
            return parse(Files.readString(file, StandardCharsets.UTF_8), shown, source);
        } catch (NoSuchFileException missing) {
            return Checked.invalid(Problem.of("the file does not exist", where));
        } catch (CharacterCodingException notText) {
            return Checked.invalid(Problem.of("the file is not UTF-8 text", where));
        } catch (IOException unreadable) {
            return Checked.invalid(Problem.of("the file can't be read: " + unreadable.getMessage(), where));
        }
    }

    /** Reads text as if it stood in that file. */
    public static Checked<YamlDocument> parse(String text, Path file, Origin.Source source) {
        if (text.length() > MAX_BYTES) {
            return Checked.invalid(tooLarge(new Origin(source, Optional.of(file), 0, "")));
        }
        return new YamlComposer(file, source).compose(text).then(root -> Checked.valid(new YamlDocument(file, root)));
    }

    /** What is said of a tag that is not YAML's own, for readers to whom it means something. */
    public static Problem unknownTag(String tag, Origin where) {
        return Problem.of("the tag `" + tag + "` is not known here", where);
    }

    /** What is said of a file that holds several documents. */
    public static Problem secondDocument(Origin where) {
        return Problem.of("a second document begins here", where, "keep one document, without `---`");
    }

    private static Problem tooLarge(Origin where) {
        return Problem.of("the file is larger than 1 MiB", where);
    }
}
