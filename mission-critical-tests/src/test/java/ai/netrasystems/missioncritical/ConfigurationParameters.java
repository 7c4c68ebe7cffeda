package ai.netrasystems.missioncritical;

import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** JUnit's configuration parameters, by name. */
record ConfigurationParameters(Function<String, Optional<String>> byName) {

    Optional<String> get(String name) {
        return byName.apply(name);
    }

    /** Gives them to a test. */
    static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == ConfigurationParameters.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return new ConfigurationParameters(context::getConfigurationParameter);
        }
    }
}
