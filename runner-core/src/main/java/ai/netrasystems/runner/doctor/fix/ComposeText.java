package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlPlace;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The text of a Compose file, and one value of it written anew: everything else stays byte for byte. */
final class ComposeText {
    private ComposeText() {}

    /** What the file says. */
    static Checked<String> read(Path file) {
        try {
            return Checked.valid(Files.readString(file, StandardCharsets.UTF_8));
        } catch (CharacterCodingException notText) {
            return Checked.invalid(Problem.of("the file is not UTF-8 text", Origin.file(file, 0)));
        } catch (IOException unreadable) {
            return Checked.invalid(Problem.of("the file can't be read", Origin.file(file, 0)));
        }
    }

    /**
     * The text with the correction.
     *
     * @return a problem where the value does not stand there once, or where what is read from the text would change in
     *     anything else
     */
    static Checked<String> corrected(String text, Correction correction) {
        return parse(text, correction).then(before -> {
            List<YamlPlace> places = YamlPlace.all(text).stream()
                    .filter(it -> it.line() == correction.line())
                    .filter(it -> it.value().equals(correction.written()))
                    .toList();
            if (places.size() != 1) {
                return refused(correction, "`" + correction.written() + "` does not stand once in the line");
            }
            YamlPlace place = places.get(0);
            String after = text.substring(0, place.begin())
                    + place.written(correction.replacement())
                    + text.substring(place.end());
            return parse(after, correction).then(read -> {
                boolean same = expected(before.root(), correction).equals(read.root());
                return same
                        ? Checked.valid(after)
                        : refused(correction, "the file would then say something else in other places too");
            });
        });
    }

    private static Checked<YamlDocument> parse(String text, Correction correction) {
        return YamlDocument.parse(text, correction.file(), Origin.Source.FILE);
    }

    /** The tree with one value replaced; what an alias or a merge repeats is more than one, and left as it is. */
    private static YamlNode expected(YamlNode root, Correction correction) {
        AtomicInteger values = new AtomicInteger();
        YamlNode changed = root.mapScalars(scalar -> {
            boolean meant =
                    scalar.origin().line() == correction.line() && scalar.text().equals(correction.written());
            return meant && values.getAndIncrement() == 0 ? scalar.withText(correction.replacement()) : scalar;
        });
        return values.get() == 1 ? changed : root;
    }

    private static <T> Checked<T> refused(Correction correction, String why) {
        return Checked.invalid(Problem.of(why, Origin.file(correction.file(), correction.line())));
    }
}
