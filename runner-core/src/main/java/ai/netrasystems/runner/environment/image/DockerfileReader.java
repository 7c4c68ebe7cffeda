package ai.netrasystems.runner.environment.image;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a Dockerfile's lines into instructions: parser directives, comments (also between continued lines), continuation,
 * heredocs, Windows line ends, a byte-order mark. The rules are those of BuildKit's {@code parser.Parse}. Used once.
 */
final class DockerfileReader {
    private static final Pattern DIRECTIVE = Pattern.compile("#\\s*([a-zA-Z][a-zA-Z0-9]*)\\s*=\\s*(.+?)\\s*");
    private static final Set<String> DIRECTIVES = Set.of("syntax", "escape", "check");
    private static final Set<String> HEREDOCS = Set.of("RUN", "COPY", "ADD");

    private final Path file;
    private final List<String> lines;
    private final Problems problems = new Problems();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Set<String> directives = new HashSet<>();
    private boolean directivesEnded;
    private char escape = '\\';
    private int at;

    DockerfileReader(Path file, String text) {
        this.file = file;
        this.lines = linesWithEnds(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    Checked<Dockerfile> read() {
        while (at < lines.size()) {
            readOne();
        }
        DockerfileCheck.check(file, instructions, problems);
        return problems.check(() -> new Dockerfile(file, escape, instructions));
    }

    private void readOne() {
        String first = GoText.trimLeft(withoutEnd(lines.get(at++)));
        int begin = at;
        directive(first, begin);
        if (first.isEmpty() || first.startsWith("#")) {
            return;
        }
        StringBuilder joined = new StringBuilder();
        boolean more = append(first, joined);
        while (more && at < lines.size()) {
            String line = withoutEnd(lines.get(at++));
            String content = GoText.trimLeft(line);
            // Docker lets comments and blank lines stand between continued lines.
            if (!content.isEmpty() && !content.startsWith("#")) {
                more = append(line, joined);
            }
        }
        Instruction read = new InstructionReader(escape).read(joined.toString(), begin, at);
        List<Heredoc> texts = heredocs(read);
        instructions.add(read.endingAt(at, texts));
    }

    /** Appends a line without its continuation; whether it has one. An escape that is escaped itself is none. */
    private boolean append(String line, StringBuilder joined) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t')) {
            end--;
        }
        boolean continued = end > 0 && line.charAt(end - 1) == escape && (end == 1 || line.charAt(end - 2) != escape);
        joined.append(continued ? line.substring(0, end - 1) : line);
        return continued;
    }

    private void directive(String line, int number) {
        if (directivesEnded) {
            return;
        }
        Matcher matcher = DIRECTIVE.matcher(line);
        String name = matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "";
        if (!DIRECTIVES.contains(name)) {
            directivesEnded = true;
            return;
        }
        String value = matcher.group(2);
        if (!directives.add(name)) {
            problems.add("the parser directive `" + name + "` is given twice", Origin.file(file, number));
        } else if (name.equals("escape") && !value.equals("\\") && !value.equals("`")) {
            problems.add("the escape character is `\\` or a backtick, not `" + value + "`", Origin.file(file, number));
        } else if (name.equals("escape")) {
            escape = value.charAt(0);
        }
    }

    private List<Heredoc> heredocs(Instruction read) {
        Instruction bearer = read.trigger().orElse(read);
        List<Heredoc> found = new ArrayList<>();
        if (!HEREDOCS.contains(bearer.keyword())
                || bearer.json()
                || !read.text().contains("<<")) {
            return found;
        }
        for (String word : ShellWords.rawWords(read.text())) {
            Optional<Heredoc.Opening> opening = Heredoc.opening(word);
            if (opening.isPresent()) {
                heredoc(opening.get(), read.line()).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Heredoc> heredoc(Heredoc.Opening opening, int line) {
        StringBuilder content = new StringBuilder();
        for (int i = at; i < lines.size(); i++) {
            String candidate = withoutEnd(lines.get(i));
            if (opening.stripsTabs()) {
                candidate = candidate.replaceFirst("^\t+", "");
            }
            if (candidate.equals(opening.name())) {
                at = i + 1;
                return Optional.of(new Heredoc(opening.name(), opening.stripsTabs(), content.toString()));
            }
            content.append(lines.get(i));
        }
        // `1 << 2` in a shell's arithmetic is none; only the newest BuildKit takes blanks before the name at all.
        if (!opening.spaced()) {
            problems.add("the heredoc `<<" + opening.name() + "` is never ended", Origin.file(file, line));
            at = lines.size();
        }
        return Optional.empty();
    }

    private static List<String> linesWithEnds(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            lines.add(text.substring(from, end < 0 ? text.length() : end + 1));
            from = end < 0 ? text.length() : end + 1;
        }
        return lines;
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }
}
