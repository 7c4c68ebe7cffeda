package ai.netrasystems.runner.worker.launcher;

import java.lang.annotation.Annotation;
import java.util.Locale;
import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * Whether the tests of a class belong together, so that one of them alone means nothing: they share one instance
 * ({@code @TestInstance(PER_CLASS)}) or have an order ({@code @TestMethodOrder}), by annotation or by Jupiter's
 * configuration parameters. By reflection, as Jupiter may not be there.
 */
final class ClassBonds {
    private static final String LIFECYCLE = "junit.jupiter.testinstance.lifecycle.default";
    private static final String ORDER = "junit.jupiter.testmethod.order.default";
    private static final String JUPITER = "org.junit.jupiter.api.";

    private final boolean all;

    /** {@code configuration}: of the plan. */
    ClassBonds(ConfigurationParameters configuration) {
        this.all = configuration
                        .get(LIFECYCLE)
                        .map(value -> value.toLowerCase(Locale.ROOT).equals("per_class"))
                        .orElse(false)
                || configuration.get(ORDER).isPresent();
    }

    /** Whether it is such a class. */
    boolean bind(Optional<TestSource> source) {
        return source.filter(ClassSource.class::isInstance)
                .map(type -> all || bound((ClassSource) type))
                .orElse(false);
    }

    private static boolean bound(ClassSource source) {
        try {
            Class<?> type = source.getJavaClass();
            return annotation(type, "TestMethodOrder").isPresent()
                    || annotation(type, "TestInstance")
                            .map(ClassBonds::value)
                            .filter("PER_CLASS"::equals)
                            .isPresent();
        } catch (RuntimeException | LinkageError unreadable) {
            return false;
        }
    }

    private static Optional<? extends Annotation> annotation(Class<?> type, String name) {
        try {
            Class<? extends Annotation> wanted =
                    Class.forName(JUPITER + name, false, type.getClassLoader()).asSubclass(Annotation.class);
            return AnnotationSupport.findAnnotation(type, wanted);
        } catch (ClassNotFoundException noJupiter) {
            return Optional.empty();
        }
    }

    private static String value(Annotation annotation) {
        try {
            return String.valueOf(annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (ReflectiveOperationException older) {
            return "";
        }
    }
}
