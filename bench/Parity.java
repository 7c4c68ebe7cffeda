import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Runs {@code mvn test} and then {@code runner} in a project, and compares what their XML reports say: the multisets of
 * (module and execution, class, name, outcome, reason of a skip). One file without dependencies, started from source;
 * {@code bench/parity} is its door and docs/parity.md explains it.
 */
final class Parity {
    /** Differences of one kind that are printed; {@code --all} prints every one. */
    private static final int SHOWN = 20;

    /** A case by its names. {@code module}: path from the project's folder, {@code .} for it, {@code @execution}. */
    private record Name(String module, String className, String name) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            return Comparator.comparing(Name::module)
                    .thenComparing(Name::className)
                    .thenComparing(Name::name)
                    .compare(this, other);
        }

        @Override
        public String toString() {
            return (module.equals(".") ? "" : module + ": ") + className + (name.isEmpty() ? "" : "#" + name);
        }
    }

    /** What one side says: each case with the outcomes that it has there, and what can't be trusted of it. */
    private record Side(Map<Name, List<String>> cases, List<String> notes, String how, boolean green) {
        int size() {
            return cases.values().stream().mapToInt(List::size).sum();
        }

        String counts() {
            Map<String, Long> counts = cases.values().stream()
                    .flatMap(List::stream)
                    .map(outcome -> outcome.replaceAll("(?s):.*", ""))
                    .collect(Collectors.groupingBy(word -> word, TreeMap::new, Collectors.counting()));
            return size() + " tests " + counts + ", " + how;
        }
    }

    /** One of the two did not run, so that there is nothing to compare. */
    private static final class CouldNotRun extends Exception {
        private static final long serialVersionUID = 1;

        CouldNotRun(String why) {
            super(why);
        }
    }

    private final Path bench;
    private final Path project;
    private final Path work;

    private Parity(Path bench, Path project, Path work) {
        this.bench = bench;
        this.project = project;
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        Path bench = Path.of(words.remove(0)).getParent();
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        List<String> forRunner = words.subList(Math.min(end + 1, words.size()), words.size());
        List<String> own = new ArrayList<>(words.subList(0, end));
        boolean all = own.remove("--all");
        if (own.size() != 1 || own.get(0).startsWith("-")) {
            System.err.println("usage: bench/parity [--all] PROJECT_DIR [-- ARGUMENTS OF runner]");
            System.exit(2);
        }
        Path work = Files.createTempDirectory("parity");
        int exit = 2;
        try {
            Path project = Path.of(own.get(0)).toRealPath();
            Parity parity = new Parity(bench, project, work);
            exit = compare(parity.maven(), parity.runner(forRunner), all ? Integer.MAX_VALUE : SHOWN);
        } catch (CouldNotRun | IOException e) {
            System.err.println("parity: " + (e instanceof CouldNotRun ? e.getMessage() : e.toString()));
        } finally {
            delete(work);
        }
        System.exit(exit);
    }

    // ---- What an outcome is called: the only place that knows it, for both sides.

    /**
     * The outcome of a case by its elements. What passed at last ({@code flakyFailure}) passed, as in Surefire's own
     * count. The runner's {@code crashed}, {@code timed-out}, {@code infrastructure}, {@code interrupted} and
     * {@code lost} are errors, its {@code aborted} and {@code not-run} are skipped: its XML says so already, and the
     * comparison does not excuse any.
     */
    private static String outcome(Map<String, String> elements) {
        if (elements.containsKey("error")) {
            return "error";
        }
        if (elements.containsKey("failure")) {
            return "failed";
        }
        return elements.containsKey("skipped") ? "skipped: " + elements.get("skipped") : "passed";
    }

    /**
     * Why a case was skipped: the message. Surefire writes none for an aborted test (3.6) and has it at the head of the
     * stack trace only.
     */
    private static String reason(String message, String type, String trace) {
        if (!message.isEmpty()) {
            return message.strip();
        }
        String head = trace.split("\n\\s+at |\n\\s*\\.\\.\\. \\d+ more|\nCaused by: ", 2)[0].strip();
        return head.startsWith(type + ":") ? head.substring(type.length() + 1).strip() : head.equals(type) ? "" : head;
    }

    // ---- The two sides.

    private Side maven() throws IOException, InterruptedException, CouldNotRun {
        List<String> mvn = mavenCommand();
        Path kept = Files.createDirectories(work.resolve("surefire"));
        List<String> command = new ArrayList<>(mvn);
        command.addAll(List.of("-B", "-Dmaven.ext.class.path=" + spy(mvn), "-Dparity.spy=" + kept));
        command.addAll(List.of("-Dmaven.test.failure.ignore=true", "test"));
        long start = System.nanoTime();
        Path log = work.resolve("mvn.log");
        int exit = run(command, log);
        if (exit != 0) {
            throw new CouldNotRun("mvn test failed with exit " + exit + " for another reason than tests:\n" + tail(log));
        }
        Map<Name, List<String>> cases = new TreeMap<>();
        List<String> notes = new ArrayList<>();
        Path executions = kept.resolve("executions");
        List<String> lines = Files.exists(executions) ? Files.readAllLines(executions) : List.of();
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            String module = project.relativize(Path.of(parts[1])).toString().replace(File.separatorChar, '/');
            String execution = parts[2].equals("default-test") ? "" : "@" + parts[2];
            String name = module.isEmpty() && execution.isEmpty() ? "." : module + execution;
            read(kept.resolve(parts[0]), path -> name, cases);
            if (parts[3].equals("failed")) {
                notes.add("Surefire itself failed in " + name);
            }
        }
        boolean complete = console(log, cases, notes);
        boolean green = complete && cases.values().stream().flatMap(List::stream).noneMatch(Parity::isBroken);
        return new Side(cases, notes, lines.size() + " executions, " + since(start), green);
    }

    private Side runner(List<String> more) throws IOException, InterruptedException, CouldNotRun {
        Path own = project.resolve(".runner");
        boolean wasThere = Files.exists(own);
        Path reports = work.resolve("runner");
        List<String> command = new ArrayList<>(List.of(bench.resolveSibling("runner").toString()));
        command.addAll(List.of("--reports-dir", reports.toString(), "--output", "plain"));
        command.addAll(more);
        long start = System.nanoTime();
        Path log = work.resolve("runner.log");
        try {
            int exit = run(command, log);
            // 0, 1, 3: it judged the tests. 4 and 7: so it did, and not all of them had their chance.
            if (!List.of(0, 1, 3, 4, 7).contains(exit)) {
                throw new CouldNotRun("runner ended with exit " + exit + ":\n" + tail(log));
            }
            Map<Name, List<String>> cases = new TreeMap<>();
            if (Files.isDirectory(reports)) {
                read(reports, folder -> module(reports.relativize(folder)), cases);
            }
            List<String> notes = new ArrayList<>();
            if (cases.isEmpty() || exit == 4 || exit == 7) {
                notes.add("it ended with exit " + exit + ":\n" + tail(log));
            }
            return new Side(cases, notes, "exit " + exit + ", " + since(start), exit != 1);
        } finally {
            if (!wasThere) {
                delete(own);
            }
        }
    }

    private static String module(Path folder) {
        String path = folder.toString().replace(File.separatorChar, '/');
        return path.isEmpty() ? "." : path;
    }

    private static boolean isBroken(String outcome) {
        return outcome.equals("failed") || outcome.equals("error");
    }

    /** Surefire's own count is of what ran, its files are of what it could write; whether the two agree. */
    private static boolean console(Path log, Map<Name, List<String>> cases, List<String> notes) throws IOException {
        Pattern summary = Pattern.compile(
                "\\[\\w+\\] +Tests run: (\\d+), Failures: (\\d+), Errors: (\\d+), Skipped: (\\d+)(, Flakes: \\d+)?");
        int[] told = new int[4];
        boolean died = false;
        for (String line : Files.readString(log, StandardCharsets.ISO_8859_1).split("\n")) {
            Matcher matcher = summary.matcher(line.replaceAll("\u001b\\[[0-9;]*m", "").trim());
            for (int at = 0; matcher.matches() && at < told.length; at++) {
                told[at] += Integer.parseInt(matcher.group(at + 1));
            }
            died |= line.contains("The forked VM terminated") || line.contains("There was an error in the forked");
        }
        if (died) {
            notes.add("a JVM of Surefire died: what it ran at last is in none of its files");
        }
        int[] written = new int[4];
        for (List<String> outcomes : cases.values()) {
            for (String outcome : outcomes) {
                written[0]++;
                written[1] += outcome.equals("failed") ? 1 : 0;
                written[2] += outcome.equals("error") ? 1 : 0;
                written[3] += outcome.startsWith("skipped") ? 1 : 0;
            }
        }
        if (!Arrays.equals(told, written)) {
            notes.add("Surefire's console counts " + Arrays.toString(told) + " and its files " + Arrays.toString(written)
                    + " (tests, failures, errors, skipped): it counts tests of one name once, or its files miss some");
        }
        return !died;
    }

    private List<String> mavenCommand() throws CouldNotRun {
        boolean windows = File.separatorChar == '\\';
        if (!Files.exists(project.resolve("pom.xml"))) {
            throw new CouldNotRun("no pom.xml in " + project);
        }
        Path wrapper = project.resolve(windows ? "mvnw.cmd" : "mvnw");
        if (Files.isRegularFile(wrapper)) {
            return windows ? List.of(wrapper.toString()) : List.of("sh", wrapper.toString());
        }
        return List.of(windows ? "mvn.cmd" : "mvn");
    }

    /** A jar with the spy in it, made for the Maven that will load it. */
    private String spy(List<String> mvn) throws IOException, InterruptedException, CouldNotRun {
        List<String> version = new ArrayList<>(mvn);
        version.add("-v");
        Path log = work.resolve("version.log");
        int exit = run(version, log);
        Matcher home = Pattern.compile("Maven home: (.*)").matcher(Files.readString(log).replaceAll("\u001b\\[[0-9;]*m", ""));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (exit != 0 || !home.find() || compiler == null) {
            throw new CouldNotRun(compiler == null ? "a JDK is needed, not a JRE" : "mvn -v failed:\n" + tail(log));
        }
        Path classes = Files.createDirectories(work.resolve("spy"));
        String libraries;
        try (Stream<Path> jars = Files.list(Path.of(home.group(1).trim()).resolve("lib"))) {
            libraries = jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
        int result = compiler.run(
                null, null, null, "--release", "8", "-nowarn", "-Xlint:-options", "-proc:none", "-cp", libraries,
                "-d", classes.toString(), bench.resolve("ParitySpy.java").toString());
        if (result != 0) {
            throw new CouldNotRun("the spy does not compile against " + home.group(1));
        }
        Path jar = work.resolve("spy.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.putNextEntry(new JarEntry("META-INF/sisu/javax.inject.Named"));
            entries.write("ParitySpy\n".getBytes(StandardCharsets.UTF_8));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(classes)) {
                for (Path file : files) {
                    entries.putNextEntry(new JarEntry(file.getFileName().toString()));
                    Files.copy(file, entries);
                }
            }
        }
        return jar.toString();
    }

    private int run(List<String> command, Path log) throws IOException, InterruptedException, CouldNotRun {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Files.createFile(
                                    work.resolve("nothing-" + log.getFileName())).toFile()))
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new CouldNotRun("cannot start " + command.get(0) + ": " + e.getMessage());
        }
    }

    // ---- Reading reports. They are others' files: no DTD, no entity, no way out of the folder.

    private interface Module {
        String of(Path folder);
    }

    private static void read(Path folder, Module module, Map<Name, List<String>> into) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).sorted().toList();
        }
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                XMLInputFactory factory = XMLInputFactory.newFactory();
                factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
                factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
                cases(factory.createXMLStreamReader(in), module.of(file.getParent()), into);
            } catch (XMLStreamException e) {
                throw new IOException(file.getFileName() + " is not readable as XML: " + e.getMessage(), e);
            }
        }
    }

    private static void cases(XMLStreamReader xml, String module, Map<Name, List<String>> into)
            throws XMLStreamException {
        Optional<Name> open = Optional.empty();
        Map<String, String> elements = new LinkedHashMap<>();
        while (xml.hasNext()) {
            int kind = xml.next();
            if (kind == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("testcase")) {
                open = Optional.of(new Name(module, attribute(xml, "classname"), attribute(xml, "name")));
                elements.clear();
            } else if (kind == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("skipped")) {
                String message = attribute(xml, "message");
                String type = attribute(xml, "type");
                elements.put("skipped", reason(message, type, xml.getElementText()));
            } else if (kind == XMLStreamConstants.START_ELEMENT) {
                elements.put(xml.getLocalName(), "");
            } else if (kind == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("testcase")) {
                into.computeIfAbsent(open.orElseThrow(), name -> new ArrayList<>()).add(outcome(elements));
            }
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name)).orElse("");
    }

    // ---- What differs.

    private static int compare(Side maven, Side runner, int shown) {
        System.out.println("mvn test: " + maven.counts());
        maven.notes().forEach(note -> System.out.println("  note: " + note));
        System.out.println("runner:   " + runner.counts());
        runner.notes().forEach(note -> System.out.println("  note: " + note));
        if (maven.size() == 0 && runner.size() == 0) {
            System.out.println("NOTHING RAN: neither has a test, which proves nothing");
            return 2;
        }
        Map<String, List<String>> differences = differences(maven.cases(), runner.cases());
        if (maven.green() != runner.green()) {
            differences.put(
                    "another verdict", List.of(maven.green() ? "only mvn test is green" : "only runner is green"));
        }
        differences.forEach((kind, lines) -> {
            System.out.println(kind + " (" + lines.size() + "):");
            lines.stream().limit(shown).forEach(line -> System.out.println("  " + line));
            if (lines.size() > shown) {
                System.out.println("  ... and " + (lines.size() - shown) + " more (--all)");
            }
        });
        System.out.println(differences.isEmpty() ? "EQUAL" : "DIFFERENT");
        return differences.isEmpty() ? 0 : 1;
    }

    private static Map<String, List<String>> differences(Map<Name, List<String>> maven, Map<Name, List<String>> runner) {
        Map<String, List<String>> found = new TreeMap<>();
        TreeSet<Name> names = new TreeSet<>(maven.keySet());
        names.addAll(runner.keySet());
        for (Name name : names) {
            List<String> left = new ArrayList<>(maven.getOrDefault(name, List.of()));
            List<String> right = new ArrayList<>();
            for (String outcome : runner.getOrDefault(name, List.of())) {
                if (!left.remove(outcome)) {
                    right.add(outcome);
                }
            }
            left.sort(Comparator.naturalOrder());
            right.sort(Comparator.naturalOrder());
            int both = Math.min(left.size(), right.size());
            for (int at = 0; at < both; at++) {
                boolean skipped = left.get(at).startsWith("skipped") && right.get(at).startsWith("skipped");
                add(found, skipped ? "another reason of a skip" : "another outcome",
                        name + "\n    mvn test: " + left.get(at) + "\n    runner:   " + right.get(at));
            }
            left.subList(both, left.size()).forEach(one -> add(found, "only mvn test has", name + ": " + one));
            right.subList(both, right.size()).forEach(one -> add(found, "only runner has", name + ": " + one));
        }
        return found;
    }

    private static void add(Map<String, List<String>> found, String kind, String line) {
        found.computeIfAbsent(kind, none -> new ArrayList<>()).add(line);
    }

    // ---- Small things.

    private static String since(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanos) / 1e9);
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Arrays.stream(Files.readString(log, StandardCharsets.ISO_8859_1).split("\n"))
                .filter(line -> !line.matches("(\\[ERROR] )?\\s+at .*"))
                .toList();
        return lines.subList(Math.max(0, lines.size() - 25), lines.size()).stream()
                .map(line -> "    " + line)
                .collect(Collectors.joining("\n"));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
