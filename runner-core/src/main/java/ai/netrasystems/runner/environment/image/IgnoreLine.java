package ai.netrasystems.runner.environment.image;

/**
 * A line of a {@code .dockerignore}.
 *
 * @param number 1-based; 0 for what the docker CLI adds itself
 * @param text as it is written, without blanks around it
 */
public record IgnoreLine(int number, String text) {}
