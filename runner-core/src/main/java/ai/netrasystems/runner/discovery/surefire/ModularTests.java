package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.plan.ModulePath;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.FindException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Divides a class path as Surefire does with plexus-java ({@code LocationManager.resolvePaths}): what the module under
 * test requires, directly or through others, and what provides a service that one of them uses, are modules; the rest
 * stays a class path.
 */
final class ModularTests {
    private static final String DESCRIPTOR = "module-info.class";

    /** Up to 3.1 Surefire named the module itself. */
    private static final Version ALL_SINCE = Version.of("3.2.0");

    private final Map<String, ModuleDescriptor> modules = new LinkedHashMap<>();
    private final Map<Path, String> names = new LinkedHashMap<>();
    private final Set<String> needed = new HashSet<>();

    private ModularTests(List<Path> classpath) {
        for (Path entry : classpath) {
            descriptor(entry).ifPresent(found -> {
                // Of two with one name the first wins, as for the JVM.
                if (modules.putIfAbsent(found.name(), found) == null) {
                    names.put(entry, found.name());
                }
            });
        }
    }

    /**
     * The module path; empty where neither folder of classes has a descriptor.
     *
     * @param packages of the classes that the tests' names select
     * @throws InvalidModuleDescriptorException where a descriptor is for a newer JDK than this one
     */
    static Optional<ModulePath> of(TestClasspath classpath, SortedSet<String> packages, Version surefire)
            throws IOException {
        Optional<ModuleDescriptor> tests = read(classpath.tests());
        if (tests.isPresent()) {
            String name = tests.get().name();
            return Optional.of(
                    new ModulePath(name, classpath.entries(), Optional.empty(), packages, rootModules(name, surefire)));
        }
        Optional<ModuleDescriptor> main = read(classpath.main());
        if (main.isEmpty()) {
            return Optional.empty();
        }
        String name = main.get().name();
        ModularTests resolution = new ModularTests(classpath.entries());
        resolution.select(main.get());
        List<Path> entries = classpath.entries().stream()
                .filter(entry -> resolution.needed.contains(resolution.names.getOrDefault(entry, "")))
                .toList();
        return Optional.of(
                new ModulePath(name, entries, Optional.of(classpath.tests()), packages, rootModules(name, surefire)));
    }

    private static String rootModules(String module, Version surefire) {
        return surefire.isBefore(ALL_SINCE) ? module : "ALL-MODULE-PATH";
    }

    private void select(ModuleDescriptor module) {
        if (!needed.add(module.name())) {
            return;
        }
        module.requires().forEach(required -> select(required.name()));
        for (String service : module.uses()) {
            modules.values().stream()
                    // What an automatic module provides is not in any descriptor.
                    .filter(candidate -> !candidate.isAutomatic())
                    .filter(candidate -> candidate.provides().stream()
                            .anyMatch(provided -> provided.service().equals(service)))
                    .forEach(candidate -> select(candidate.name()));
        }
    }

    private void select(String name) {
        ModuleDescriptor found = modules.get(name);
        // The JDK's own modules are not here, and a missing one is for the JVM to complain about.
        if (found != null) {
            select(
                    found.isAutomatic()
                            ? ModuleDescriptor.newAutomaticModule(name).build()
                            : found);
        }
    }

    /** What a jar, or a folder of classes, is as a module; empty where it can be none. */
    private static Optional<ModuleDescriptor> descriptor(Path entry) {
        if (Files.isDirectory(entry) && !Files.isRegularFile(entry.resolve(DESCRIPTOR))) {
            return Optional.empty();
        }
        try {
            return ModuleFinder.of(entry).findAll().stream()
                    .map(ModuleReference::descriptor)
                    .findFirst();
        } catch (FindException noModule) {
            return Optional.empty();
        }
    }

    private static Optional<ModuleDescriptor> read(Path folder) throws IOException {
        Path file = folder.resolve(DESCRIPTOR);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream content = Files.newInputStream(file)) {
            return Optional.of(ModuleDescriptor.read(content));
        }
    }
}
