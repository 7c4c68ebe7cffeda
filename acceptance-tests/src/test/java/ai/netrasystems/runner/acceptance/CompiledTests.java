package ai.netrasystems.runner.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A plain folder of compiled tests, made as a user's build would make it, against one set of JUnit jars. */
record CompiledTests(Path classes, Path jars, List<Path> beside) {

    /** Compiles one source file against the set named {@code junit-...}. */
    static CompiledTests of(Path directory, String set, String className, String source) {
        return of(directory, set, className, source, List.of());
    }

    /** The same with more on the classpath. */
    static CompiledTests of(Path directory, String set, String className, String source, List<Path> beside) {
        Path jars = Path.of("target/junit-sets").resolve(set).toAbsolutePath();
        try {
            Path file = directory.resolve("src").resolve(className + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source);
            Path classes = Files.createDirectories(directory.resolve("classes"));
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            List<String> arguments = new ArrayList<>(List.of("-g", "--release", "17", "-d", classes.toString(), "-cp"));
            try (Stream<Path> entries = Files.list(jars)) {
                arguments.add(Stream.concat(entries, beside.stream())
                        .map(Path::toString)
                        .collect(Collectors.joining(":")));
            }
            arguments.add(file.toString());
            if (compiler.run(null, null, null, arguments.toArray(String[]::new)) != 0) {
                throw new AssertionError("the fixture does not compile: " + file);
            }
            return new CompiledTests(classes, jars, beside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value of {@code --classpath}. */
    String classpath() {
        return Stream.concat(
                        Stream.of(classes + "", jars + "/*"), beside.stream().map(Path::toString))
                .collect(Collectors.joining(":"));
    }
}
