package ai.netrasystems.runner.environment.containers.engine;

import com.github.dockerjava.api.model.Info;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;
import org.testcontainers.utility.ResourceReaper;

/**
 * Keeps Testcontainers from cleaning up beside us, and from looking for an engine by itself. Left alone it would,
 * whatever client a container is given: start a Ryuk container or register a JVM hook that removes by label (and hangs
 * the JVM's end while the engine is frozen); ask another engine than the one that was found; write
 * {@code ~/.testcontainers.properties}.
 *
 * <p>No setting can say so within one JVM: the choice between Ryuk and hook is an environment variable, and there is no
 * third. So the singletons are set here, by reflection, once, before the first container: the engine's always refuses,
 * and the reaper is Testcontainers' own base class, which adds a label and does nothing else. A new version that has
 * other fields fails at once and loudly.
 */
final class TestcontainersSingletons {
    private static boolean silent;

    private TestcontainersSingletons() {}

    static synchronized void silence() {
        if (silent) {
            return;
        }
        try {
            DockerClientFactory factory = DockerClientFactory.instance();
            set(DockerClientFactory.class, "strategy", factory, new NoSearch());
            set(
                    DockerClientFactory.class,
                    "cachedClientFailure",
                    factory,
                    new IllegalStateException("the runner's containers have their own client"));
            Constructor<ResourceReaper> reaper = ResourceReaper.class.getDeclaredConstructor();
            reaper.setAccessible(true);
            set(ResourceReaper.class, "instance", null, reaper.newInstance());
            silent = true;
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("this version of Testcontainers can't be kept quiet", otherVersion);
        }
    }

    private static void set(Class<?> type, String name, @Nullable Object of, Object value)
            throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        field.set(of, value);
    }

    /** Finds no engine, and never will. */
    private static final class NoSearch extends DockerClientProviderStrategy {
        @Override
        public String getDescription() {
            return "none";
        }

        @Override
        public TransportConfig getTransportConfig() {
            throw new IllegalStateException("the runner's containers have their own client");
        }

        @Override
        protected boolean isPersistable() {
            return false;
        }

        /** Asked for the name of the default registry, which then is the usual one. */
        @Override
        public Info getInfo() {
            return new Info();
        }
    }
}
