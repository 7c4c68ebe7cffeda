package ai.netrasystems.runner.staging.jupiter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which service a {@link ai.netrasystems.runner.staging.ServiceEndpoint} parameter means:
 * {@code @Endpoint("backend") ServiceEndpoint backend}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Endpoint {
    /** The service's name, as the Compose file has it. */
    String value();
}
