package ai.netrasystems.runner.staging.jupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the token of a user that no other test has: {@code @NewUser AccessToken user}. On staging the profile must say
 * {@code token.users: per-test}; on containers and local processes it can always be had. Outside the runner the test
 * aborts: nobody is there to log the user in.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface NewUser {}
