package ai.netrasystems.runner.cli.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The options whose behaviour a test shows; {@link OptionCoverageTest} fails for an option without one. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Covers {
    /** Options. */
    Option[] value();

    /** Of which command. */
    Command command() default Command.RUN;
}
