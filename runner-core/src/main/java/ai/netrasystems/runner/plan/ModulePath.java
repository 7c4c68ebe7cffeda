package ai.netrasystems.runner.plan;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How tests of a named module are started: with the JVM arguments that Surefire gives ({@code
 * ModularClasspathForkConfiguration}).
 *
 * @param module whose tests run
 * @param entries of the module's classpath that are modules here, in order; the rest stays a classpath
 * @param patch folder of test classes that becomes part of the module; empty where the tests are a module themselves
 * @param openPackages packages of the module that tests are found in by reflection
 * @param rootModules what {@code --add-modules} names
 */
public record ModulePath(
        String module, List<Path> entries, Optional<Path> patch, SortedSet<String> openPackages, String rootModules) {
    /** Copies the collections. */
    public ModulePath {
        entries = List.copyOf(entries);
        openPackages = new TreeSet<>(openPackages);
    }

    /** What of a classpath does not stand here. */
    public List<Path> without(List<Path> classpath) {
        return classpath.stream()
                .filter(entry -> !entries.contains(entry) && !patch.equals(Optional.of(entry)))
                .toList();
    }

    /** All arguments but the classpath. */
    public List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--module-path");
        arguments.add(entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        patch.ifPresentOrElse(folder -> patched(folder, arguments), () -> ownDescriptor(arguments));
        arguments.add("--add-modules");
        arguments.add(rootModules);
        return arguments;
    }

    private void patched(Path folder, List<String> arguments) {
        arguments.addAll(List.of("--patch-module", module + "=" + folder));
        openPackages.forEach(name -> arguments.addAll(List.of("--add-opens", module + "/" + name + "=ALL-UNNAMED")));
        arguments.addAll(List.of("--add-reads", module + "=ALL-UNNAMED"));
    }

    /** JUnit itself is a module then, and the launcher on the classpath uses what it exports to named modules only. */
    private static void ownDescriptor(List<String> arguments) {
        for (String name : List.of("util", "logging")) {
            String opened = "org.junit.platform.commons/org.junit.platform.commons." + name;
            arguments.addAll(List.of("--add-opens", opened + "=ALL-UNNAMED"));
        }
    }
}
