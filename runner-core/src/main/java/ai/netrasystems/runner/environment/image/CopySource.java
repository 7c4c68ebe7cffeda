package ai.netrasystems.runner.environment.image;

import java.util.function.Predicate;

/**
 * Something that COPY or ADD takes from the build context.
 *
 * @param instruction the COPY or ADD
 * @param pattern path or pattern as the engine gets it, variables replaced
 * @param sure whether every variable in it is known; one that may come from the base image's environment is not
 */
public record CopySource(Instruction instruction, String pattern, boolean sure) {
    /** The line where the instruction begins. */
    public int line() {
        return instruction.line();
    }

    /**
     * Whether the pattern means the path, or a folder above it.
     *
     * @param path relative to the context, parts separated by {@code /}
     */
    public boolean takes(String path) {
        String source = CopyLookup.rooted(pattern);
        Predicate<String> means = GlobPattern.hasWildcards(source)
                ? GlobPattern.of(source)
                        .<Predicate<String>>map(glob -> glob::matches)
                        .orElse(any -> false)
                : source::equals;
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (means.test(path.substring(0, end))) {
                return true;
            }
        }
        return source.equals(".") || means.test(path);
    }
}
