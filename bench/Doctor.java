import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The measurement behind {@code bench/doctor}: a generated project, {@code runner doctor} as a whole process, a peer. */
final class Doctor {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern SCAN = Pattern.compile("\"scanSeconds\":([0-9.]+)");

    private final Path home;
    private final Path project;
    private final Map<String, String> options;

    private Doctor(Path home, Path project, Map<String, String> options) {
        this.home = home;
        this.project = project;
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = new TreeMap<>(Map.of(
                "--folders", "1100",
                "--files", "16000",
                "--runs", "5",
                "--scan-at-most", "1.0",
                "--process-at-most", "2.5"));
        for (int at = 1; at < arguments.length; at += 2) {
            if (at + 1 == arguments.length || options.replace(arguments[at], arguments[at + 1]) == null) {
                System.err.println("bench/doctor: unknown or incomplete option " + arguments[at]);
                System.exit(2);
            }
        }
        Path project = Files.createTempDirectory("bench-doctor");
        try {
            boolean holds = new Doctor(Path.of(arguments[0]), project, options).measure();
            System.exit(holds ? 0 : 1);
        } catch (IllegalStateException unmeasured) {
            System.err.println("bench/doctor: " + unmeasured.getMessage());
            System.exit(2);
        } finally {
            try (Stream<Path> files = Files.walk(project)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private boolean measure() throws IOException, InterruptedException {
        generate();
        call(0, "git", "init", "--quiet");
        List<Double> scans = new ArrayList<>();
        List<Double> processes = new ArrayList<>();
        List<Double> peers = new ArrayList<>();
        int runs = number("--runs");
        for (int run = 0; run <= runs; run++) {
            Timed doctor = call(0, home.resolve("runner").toString(), "doctor", "--json");
            Timed peer = call(0, "find", ".", "-type", "f", "-printf", "%s %p\n");
            if (!doctor.out().contains("\"kind\":\"python-bytecode\"") || !doctor.out().contains("\"files\":" + number("--files") + ",")) {
                throw new IllegalStateException("doctor did not count the files: " + doctor.out());
            }
            if (run > 0) { // the first one warms up, and may build the runner
                Matcher scan = SCAN.matcher(doctor.out());
                scan.find();
                scans.add(Double.valueOf(scan.group(1)));
                processes.add(doctor.seconds());
                peers.add(peer.seconds());
            }
        }
        tell("scan, by doctor's own JSON", scans);
        tell("process", processes);
        tell("find with a stat of each file", peers);
        System.out.printf(
                Locale.ROOT, "process / find: %.1f%n", median(processes) / median(peers));
        boolean fast = median(scans) <= decimal("--scan-at-most") && median(processes) <= decimal("--process-at-most");
        return mended() && fast;
    }

    private boolean mended() throws IOException, InterruptedException {
        Timed fix = call(0, home.resolve("runner").toString(), "doctor", "--fix");
        long left;
        try (Stream<Path> files = Files.walk(project)) {
            left = files.filter(file -> file.toString().endsWith(".pyc") || file.endsWith("__pycache__"))
                    .count();
        }
        System.out.printf(Locale.ROOT, "--fix: %.2f s, %d of them left%n", fix.seconds(), left);
        return left == 0;
    }

    /** Packages with sources beside their caches, as Python leaves them. */
    private void generate() throws IOException {
        int folders = number("--folders");
        int files = number("--files");
        Files.writeString(project.resolve("docker-compose.yml"), "services:\n  app:\n    build: .\n");
        Files.writeString(project.resolve("Dockerfile"), "FROM python:3.12-alpine\nCOPY . /app\n");
        byte[] bytecode = new byte[3_000];
        for (int folder = 0; folder < folders; folder++) {
            Path cache = project.resolve("app/p" + folder % 50 + "/m" + folder + "/__pycache__");
            Files.createDirectories(cache);
            Files.writeString(cache.resolveSibling("__init__.py"), "\n");
            for (int file = folder; file < files; file += folders) {
                Files.write(cache.resolve("f" + file + ".cpython-312.pyc"), bytecode);
            }
        }
    }

    private record Timed(String out, double seconds) {}

    private Timed call(int expected, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("bench-doctor", ".out");
        try {
            long begun = System.nanoTime();
            Process process = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(String.join(" ", command) + " did not end");
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (process.exitValue() != expected) {
                throw new IllegalStateException(String.join(" ", command) + " ended with " + process.exitValue() + ": "
                        + Files.readString(out));
            }
            return new Timed(Files.readString(out), seconds);
        } finally {
            Files.delete(out);
        }
    }

    private static void tell(String what, List<Double> seconds) {
        System.out.printf(
                Locale.ROOT,
                "%s: %.2f s (%.2f to %.2f)%n",
                what,
                median(seconds),
                seconds.stream().mapToDouble(it -> it).min().orElse(0),
                seconds.stream().mapToDouble(it -> it).max().orElse(0));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private int number(String option) {
        return Integer.parseInt(options.get(option));
    }

    private double decimal(String option) {
        return Double.parseDouble(options.get(option));
    }
}
