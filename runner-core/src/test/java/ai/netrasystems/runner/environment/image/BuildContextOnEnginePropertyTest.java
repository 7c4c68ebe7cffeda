package ai.netrasystems.runner.environment.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.opentest4j.TestAbortedException;

/** Whatever trees and ignore files there are, a real engine receives what we say. A try is a batch of builds. */
@Tag("unit")
@Tag("docker")
@AddLifecycleHook(BuildContextOnEnginePropertyTest.NeedsEngine.class)
class BuildContextOnEnginePropertyTest {
    private static final int BATCH = 10;
    private static final RealEngine ENGINE = new RealEngine();

    @BeforeContainer
    static void engine() throws Exception {
        RealEngine.orSkip();
    }

    @AfterContainer
    static void removeImages() throws Exception {
        ENGINE.removeImages();
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    void the_classic_builder_is_sent_what_we_say(@ForAll("shared") List<IgnoreSample> samples) throws Exception {
        assertThat(differences(samples, Optional.empty())).isEmpty();
    }

    @Property(tries = 5, shrinking = ShrinkingMode.OFF)
    @AddLifecycleHook(NeedsBuildx.class)
    void buildkit_is_sent_what_we_say(@ForAll("any") List<IgnoreSample> samples) throws Exception {
        Path buildx = RealEngine.buildxOrSkip();
        assertThat(differences(samples, Optional.of(buildx))).isEmpty();
    }

    private static List<String> differences(List<IgnoreSample> samples, Optional<Path> buildx) throws Exception {
        Path folder = Files.createTempDirectory("samples");
        try {
            return IgnoreSample.differences(samples, folder, new IgnoreSample.Builder(ENGINE, buildx));
        } finally {
            remove(folder);
        }
    }

    @Provide
    Arbitrary<List<IgnoreSample>> shared() {
        return samples(Arbitraries.just(false)).list().ofSize(BATCH);
    }

    @Provide
    Arbitrary<List<IgnoreSample>> any() {
        return samples(Arbitraries.of(false, true)).list().ofSize(BATCH);
    }

    private static Arbitrary<IgnoreSample> samples(Arbitrary<Boolean> own) {
        Arbitrary<String> path = Combinators.combine(
                        Arbitraries.of("a", "b", "ab", "a.b", "c", ".a", "a b", "[a]", "*", "\u00fc", "link")
                                .list()
                                .ofMinSize(1)
                                .ofMaxSize(4),
                        Arbitraries.of("", "", "", "/"))
                .as((parts, end) -> String.join("/", parts) + end);
        return Combinators.combine(
                        path.list().ofMinSize(4).ofMaxSize(14), line().list().ofMaxSize(6), own)
                .as((paths, lines, its) -> new IgnoreSample(paths, String.join("\n", lines), its));
    }

    /**
     * Without escapes that Go's regular expressions refuse: docker says so only once it comes to compare the line. Without
     * `(` too, which engines of Docker 20.10 can't read where they take the Dockerfile away before COPY.
     */
    private static Arbitrary<String> line() {
        Arbitrary<String> part = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.of("a", "b", "ab", "c", ".a", "a.b", "link", "\u00fc")),
                Tuple.of(6, Arbitraries.of("*", "**", "?", "a*", "*b", "*.b", "**b", "a**", "a?b", "a.*")),
                Tuple.of(2, Arbitraries.of("[ab]", "[^a]", "[a-c]", "[!a]", "[[]a]", "[^/]*")),
                Tuple.of(1, Arbitraries.of("\\a", "\\*", "\\[a]", "a\\ b")),
                Tuple.of(1, Arbitraries.of(".", "..", "")),
                Tuple.of(1, Arbitraries.of("a b", "a+", "^a", "{a,b}", "$")));
        Arbitrary<String> before = Arbitraries.frequency(
                Tuple.of(8, ""), Tuple.of(5, "!"), Tuple.of(1, "/"), Tuple.of(1, "!/"), Tuple.of(1, "./"));
        Arbitrary<String> pattern = Combinators.combine(
                        before, part.list().ofMinSize(1).ofMaxSize(3), Arbitraries.of("", "", "", "/"))
                .as((prefix, parts, end) -> prefix + String.join("/", parts) + end);
        return Arbitraries.frequencyOf(
                Tuple.of(20, pattern), Tuple.of(1, Arbitraries.of("# a", " a ", "", "! a", "[", "a\\", "!")));
    }

    /** Skips, where Jupiter's tests abort: jqwik takes that for a sample that does not fit. */
    private static SkipExecutionHook.SkipResult skippedIfAborted(Callable<?> needs) {
        try {
            needs.call();
            return SkipExecutionHook.SkipResult.doNotSkip();
        } catch (TestAbortedException missing) {
            return SkipExecutionHook.SkipResult.skip(missing.getMessage());
        } catch (Exception | AssertionError failed) {
            // The property says so again, and fails.
            return SkipExecutionHook.SkipResult.doNotSkip();
        }
    }

    /** Where no engine answers. */
    static final class NeedsEngine implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return skippedIfAborted(RealEngine::orSkip);
        }
    }

    /** Where there is nothing that sends contexts as BuildKit has it. */
    static final class NeedsBuildx implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return skippedIfAborted(RealEngine::buildxOrSkip);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
