package ai.netrasystems.runner.environment.image;

/**
 * Something that the classic builder refuses, or builds otherwise than BuildKit.
 *
 * @param line 1-based; 0 where it is not the file's text
 * @param what as it is named to people, such as {@code RUN --mount}
 */
public record BuildKitNeed(int line, String what) {}
