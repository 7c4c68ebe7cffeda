package ai.netrasystems.runner.cli.console;

import java.util.ArrayList;
import java.util.List;

/**
 * The command that runs one test again.
 *
 * @param command the words that call the runner from where the person is
 * @param repeated options of this run that it needs, such as {@code --classpath}
 */
public record Rerun(String command, List<String> repeated) {
    private static final String ENGINE_ID = "[engine:";

    /** For a test, by its stable id; an invocation is run again with its method. */
    String of(String testId, String uniqueId) {
        String source = testId.substring(testId.indexOf(':') + 1);
        if (source.startsWith(ENGINE_ID) || source.isEmpty()) {
            return command("--select-uid", uniqueId.isEmpty() ? source : uniqueId);
        }
        return source.contains("#") ? command("--select-method", method(source)) : command("--select-class", source);
    }

    /** {@code class#method(int[])[3:ab12]} without the invocation, and without parentheses that say nothing. */
    private static String method(String source) {
        int end = source.lastIndexOf(')');
        String method = end < 0 ? source.replaceFirst("\\[.*", "") : source.substring(0, end + 1);
        return method.endsWith("()") ? method.substring(0, method.length() - 2) : method;
    }

    private String command(String option, String value) {
        List<String> words = new ArrayList<>();
        words.add(command);
        words.addAll(repeated);
        words.add(option);
        words.add(value);
        return ShellWords.join(words);
    }
}
