package ai.netrasystems.runner.doctor.context;

import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.environment.image.ContextEntry;
import ai.netrasystems.runner.environment.image.CopyNames;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Whatever is sent, each thing counts once: as one kind of pollution, or as none. */
@Tag("unit")
class PollutionCountPropertyTest {
    private static final Path NOWHERE = Path.of("/nowhere");
    private static final long LARGE = 500;

    @Property(tries = 500)
    void kinds_and_what_is_of_no_kind_add_up_to_what_is_sent(@ForAll("trees") List<ContextEntry> entries) {
        Map<PollutionKind, Pollution> all = new TreeMap<>();
        count(entries).forEach(it -> all.put(it.kind(), it));
        Map<PollutionKind, long[]> single = new TreeMap<>();
        for (ContextEntry entry : entries) {
            List<Pollution> own = count(List.of(entry));
            assertThat(own).hasSizeLessThan(2);
            own.forEach(it -> {
                long[] sum = single.computeIfAbsent(it.kind(), kind -> new long[3]);
                sum[0] += it.files();
                sum[1] += it.folders();
                sum[2] += it.bytes();
            });
        }
        assertThat(all.keySet()).isEqualTo(single.keySet());
        all.forEach((kind, pollution) -> assertThat(single.get(kind))
                .containsExactly(pollution.files(), pollution.folders(), pollution.bytes()));
        assertThat(sum(all, Pollution::files) + sum(all, Pollution::folders)).isLessThanOrEqualTo(entries.size());
        assertThat(sum(all, Pollution::bytes))
                .isLessThanOrEqualTo(
                        entries.stream().mapToLong(ContextEntry::size).sum());
    }

    @Property(tries = 500)
    void paths_that_are_named_are_few_and_sent_or_above_what_is_sent(@ForAll("trees") List<ContextEntry> entries) {
        for (Pollution pollution : count(entries)) {
            assertThat(pollution.paths())
                    .isNotEmpty()
                    .hasSizeLessThanOrEqualTo(5)
                    .doesNotHaveDuplicates();
            assertThat(pollution.paths())
                    .allMatch(path -> entries.stream()
                            .anyMatch(it -> it.path().equals(path) || it.path().startsWith(path + "/")));
        }
    }

    @Property(tries = 500)
    void without_the_three_lines_worth_of_python_there_is_no_python(@ForAll("trees") List<ContextEntry> entries) {
        List<ContextEntry> rest = entries.stream()
                .filter(it -> !it.path().endsWith(".pyc") && !it.path().endsWith(".pyo"))
                .filter(it -> List.of(it.path().split("/")).stream()
                        .noneMatch(part -> part.equals("__pycache__") || part.equals(".pytest_cache")))
                .toList();
        assertThat(count(rest)).noneMatch(it -> it.kind().rule().id().equals("context-python-cache"));
    }

    private static List<Pollution> count(List<ContextEntry> entries) {
        return new PollutionCount(NOWHERE, new CopyNames(List.of()), LARGE).of(entries);
    }

    private static long sum(Map<PollutionKind, Pollution> all, ToLongFunction<Pollution> part) {
        return all.values().stream().mapToLong(part).sum();
    }

    /** Folders before what is in them, as a context is sent. */
    @Provide
    Arbitrary<List<ContextEntry>> trees() {
        Arbitrary<String> name = Arbitraries.of(
                "a",
                "src",
                "target",
                "node_modules",
                ".git",
                "__pycache__",
                ".pytest_cache",
                "x.pyc",
                "y.pyo",
                "z.txt");
        return name.list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(12).map(PollutionCountPropertyTest::tree);
    }

    private static List<ContextEntry> tree(List<List<String>> paths) {
        Map<String, ContextEntry> entries = new TreeMap<>();
        for (List<String> parts : paths) {
            String path = String.join("/", parts);
            entries.putIfAbsent(path, entry(path, ContextEntry.Kind.FILE, path.hashCode() & 0x3ff));
            for (int end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
                String folder = path.substring(0, end);
                entries.put(folder, entry(folder, ContextEntry.Kind.DIRECTORY, 0));
            }
        }
        return List.copyOf(new LinkedHashMap<>(entries).values());
    }

    private static ContextEntry entry(String path, ContextEntry.Kind kind, long size) {
        return new ContextEntry(path, kind, 0644, size, FileTime.fromMillis(0), "", 0);
    }
}
