import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The measurement behind {@code bench/scale}: two suites of the same shape and different size, generated and compiled
 * once, run by {@code ./runner --classpath} as whole processes, in turns. What counts is the wall time of the process
 * divided by the number of tests; a run that is not green, or that reports another number of tests, is a failure. The
 * processor time of all its processes is told beside it, as it says more on a machine that does other work too.
 */
final class Scale {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
    private static final Pattern VERDICT = Pattern.compile("\"kind\":\"run-finished\",\"verdict\":\"([a-z-]+)\"");
    private static final Pattern PASSED = Pattern.compile("\"counts\":\\{\"passed\":(\\d+)}");
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
    /** {@code USER_HZ}, which Linux fixes for {@code /proc} on every machine that Java runs on. */
    private static final double TICKS_A_SECOND = 100;

    private final Path home;
    private final Path work;
    private final Options options;

    /** {@code work}: outside the project, or its {@code runner.yml} would be taken for the suites'. */
    private Scale(Path home, Path work, Options options) {
        this.home = home;
        this.work = work;
        this.options = options;
    }

    /** What is measured. The default is the promise. */
    private record Options(int classes, int smallClasses, int tests, int runs, String heap, double atMost) {
        static Options parse(String[] arguments) {
            Map<String, String> given = new TreeMap<>(Map.of(
                    "--classes", "2000",
                    "--small-classes", "400",
                    "--tests", "25",
                    "--runs", "5",
                    "--heap", "192m",
                    "--at-most", "1.15"));
            for (int at = 1; at < arguments.length; at += 2) {
                if (at + 1 == arguments.length || given.replace(arguments[at], arguments[at + 1]) == null) {
                    throw new IllegalArgumentException("not understood: " + arguments[at] + "; options: " + given);
                }
            }
            return new Options(
                    Integer.parseInt(given.get("--classes")),
                    Integer.parseInt(given.get("--small-classes")),
                    Integer.parseInt(given.get("--tests")),
                    Integer.parseInt(given.get("--runs")),
                    given.get("--heap"),
                    Double.parseDouble(given.get("--at-most")));
        }
    }

    /** A suite to run, and what its runs took. */
    private record Suite(Path folder, int classes, int tests, List<Sample> samples) {
        double millisPerTest() {
            return median(Sample::seconds) * 1000 / tests;
        }

        double processorMillisPerTest() {
            return median(Sample::processor) * 1000 / tests;
        }

        private double median(ToDoubleFunction<Sample> of) {
            return Scale.median(samples.stream().mapToDouble(of).toArray());
        }
    }

    /**
     * One run.
     *
     * @param processor user and system time of the controller, its worker and all else that it started, in seconds
     * @param peak resident memory of the controller, in MiB
     */
    private record Sample(double seconds, double processor, double peak) {}

    /** What keeps the measurement from being a good one, in words. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(measured(Path.of(arguments[0]), Options.parse(arguments)) ? 0 : 1);
        } catch (Wrong wrong) {
            System.err.println("scale: " + wrong.getMessage());
            System.exit(1);
        } catch (IllegalArgumentException | IOException | UncheckedIOException problem) {
            System.err.println("scale: " + problem.getMessage());
            System.exit(2);
        }
    }

    private static boolean measured(Path home, Options options) throws IOException, InterruptedException, Wrong {
        Path work = Files.createTempDirectory("scale");
        // A hook, since a signal leaves no other way out.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(work)));
        return new Scale(home, work, options).measure();
    }

    /** The runner that was at work is ended first, and ends its workers: they write there. */
    private static void cleanUp(Path work) {
        ProcessHandle.current().children().forEach(child -> {
            child.destroy();
            child.onExit().completeOnTimeout(child, 10, TimeUnit.SECONDS).join();
        });
        try {
            delete(work);
        } catch (IOException | UncheckedIOException left) {
            System.err.println("scale: " + work + " could not be deleted: " + left.getMessage());
        }
    }

    private boolean measure() throws IOException, InterruptedException, Wrong {
        Path jars = junit();
        Suite small = suite("small", options.smallClasses(), jars);
        Suite large = suite("large", options.classes(), jars);
        run(small, jars); // builds the runner where it has to be built, and warms the disk
        for (int round = 1; round <= options.runs(); round++) {
            for (Suite suite : List.of(small, large)) {
                Sample sample = run(suite, jars);
                suite.samples().add(sample);
                say(
                        "run %d  %6d tests  %6.2f s  processor %6.2f s  peak %4.0f MiB",
                        round, suite.tests(), sample.seconds(), sample.processor(), sample.peak());
            }
        }
        tell(small);
        tell(large);
        double ratio = large.millisPerTest() / small.millisPerTest();
        boolean holds = ratio <= options.atMost();
        say("ratio of processor times %.3f", large.processorMillisPerTest() / small.processorMillisPerTest());
        say("ratio %.3f, at most %.2f: %s", ratio, options.atMost(), holds ? "holds" : "DOES NOT HOLD");
        return holds;
    }

    private void tell(Suite suite) {
        say(
                "median of %d: %d classes, %d tests: %.2f s, %.4f ms a test (processor %.4f ms), peak %.0f MiB (-Xmx%s)",
                suite.samples().size(),
                suite.classes(),
                suite.tests(),
                suite.millisPerTest() * suite.tests() / 1000,
                suite.millisPerTest(),
                suite.processorMillisPerTest(),
                suite.samples().stream().mapToDouble(Sample::peak).max().orElse(0),
                options.heap());
    }

    private Sample run(Suite suite, Path jars) throws IOException, InterruptedException, Wrong {
        delete(suite.folder().resolve(".runner"));
        Path log = suite.folder().resolve("run.log");
        ProcessBuilder builder = new ProcessBuilder(
                        home.resolve("runner").toString(), "--output", "quiet", "--classpath", "classes:" + jars + "/*")
                .directory(suite.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // What was there stays, such as a profiler; the last -Xmx counts.
        builder.environment().merge("RUNNER_JAVA_OPTS", "-Xmx" + options.heap(), (given, heap) -> given + " " + heap);
        double before = processorOfChildren();
        long begin = System.nanoTime();
        Process process = builder.start();
        double peak = 0;
        while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakOf(process.pid()));
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                process.destroy();
                throw new Wrong("no end within " + PATIENCE + ": " + log);
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double processor = processorOfChildren() - before;
        check(suite, process.exitValue(), log);
        return new Sample(seconds, processor, peak);
    }

    /** Seconds that ended children and theirs took: fields 16 and 17 of proc(5), the 14th and 15th after the name. */
    private static double processorOfChildren() throws IOException {
        Path stat = Path.of("/proc/self/stat");
        if (!Files.exists(stat)) {
            return Double.NaN;
        }
        String text = Files.readString(stat);
        String[] afterName = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[13]) + Long.parseLong(afterName[14])) / TICKS_A_SECOND;
    }

    /** Green, and every test counted in the journal and in the reports. */
    private static void check(Suite suite, int exitCode, Path log) throws IOException, Wrong {
        if (exitCode != 0) {
            throw new Wrong("exit code " + exitCode + ":\n" + Files.readString(log));
        }
        String last = "";
        for (Path journal : files(suite.folder().resolve(".runner/runs"), "events.jsonl")) {
            try (Stream<String> lines = Files.lines(journal)) {
                last = lines.reduce(last, (before, line) -> line);
            }
        }
        Matcher verdict = VERDICT.matcher(last);
        Matcher passed = PASSED.matcher(last);
        if (!verdict.find() || !verdict.group(1).equals("passed")) {
            throw new Wrong("not green: " + last);
        }
        if (!passed.find() || Integer.parseInt(passed.group(1)) != suite.tests()) {
            throw new Wrong("not " + suite.tests() + " tests passed: " + last);
        }
        int cases = 0;
        for (Path report : files(suite.folder().resolve(".runner/reports"), ".xml")) {
            cases += Files.readString(report).split("<testcase ", -1).length - 1;
        }
        if (cases != suite.tests()) {
            throw new Wrong(cases + " cases in the reports instead of " + suite.tests());
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    /** The start script becomes the controller's JVM, so its process id is the controller's. */
    private static double peakOf(long pid) {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
            return peak.find() ? Long.parseLong(peak.group(1)) / 1024.0 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** JUnit's jars, by the project's own Maven, once. */
    private Path junit() throws IOException, InterruptedException {
        Matcher version = Pattern.compile("<junit.version>([^<]+)</junit.version>")
                .matcher(Files.readString(home.resolve("pom.xml")));
        if (!version.find()) {
            throw new IOException("pom.xml names no junit.version");
        }
        Path cache = Files.createDirectories(home.resolve(".runner/bench"));
        Path jars = cache.resolve("junit-" + version.group(1));
        if (Files.isDirectory(jars) && !files(jars, ".jar").isEmpty()) {
            return jars;
        }
        Path pom = Files.writeString(cache.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
                <groupId>bench</groupId><artifactId>scale</artifactId><version>1</version><packaging>pom</packaging>
                <dependencies><dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
                <version>%s</version></dependency></dependencies></project>
                """.formatted(version.group(1)));
        Process maven = new ProcessBuilder(
                        home.resolve("mvnw").toString(), "-B", "-q", "-f", pom.toString(), COPY, "-DoutputDirectory=" + jars)
                .directory(home.toFile())
                .inheritIO()
                .start();
        if (maven.waitFor() != 0) {
            throw new IOException("JUnit's jars can't be had");
        }
        return jars;
    }

    private Suite suite(String name, int classes, Path jars) throws IOException {
        Path folder = work.resolve(name);
        delete(folder);
        Path sources = Files.createDirectories(folder.resolve("src"));
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-Xmaxerrs", "3", "-d", folder.resolve("classes").toString(), "-cp", joined(jars)));
        for (int number = 0; number < classes; number++) {
            Path file = sources.resolve("Scale" + number + "Test.java");
            Files.writeString(file, source(number));
            arguments.add(file.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("a JDK is needed, this is a JRE");
        }
        if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IOException("the generated tests do not compile");
        }
        return new Suite(folder, classes, classes * options.tests(), new ArrayList<>());
    }

    private static String joined(Path jars) throws IOException {
        return files(jars, ".jar").stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** A class in one of a hundred packages; one test in ten writes a line. */
    private String source(int number) {
        StringBuilder text = new StringBuilder();
        text.append("package scale.p").append(number % 100).append(";\n");
        text.append("class Scale").append(number).append("Test {\n");
        for (int test = 0; test < options.tests(); test++) {
            text.append("    @org.junit.jupiter.api.Test void does_the_thing_number_").append(test).append("() {");
            text.append(test % 10 == 0 ? " System.out.println(\"a line of output\"); " : "").append("}\n");
        }
        return text.append("}\n").toString();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
