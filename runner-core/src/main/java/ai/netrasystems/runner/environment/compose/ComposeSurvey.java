package ai.netrasystems.runner.environment.compose;

import ai.netrasystems.runner.environment.compose.ContainerSpec.Build;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.ServiceName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a Compose file says of itself, right or wrong, for whoever looks at it rather than runs it
 * ({@link ComposeReader#survey}). Lists are in the order of reading.
 *
 * @param path the file, absolute
 * @param file its services, as far as they can be read; empty where the file is no YAML
 * @param invalid what Compose refuses, and what is wrong in {@code x-runner}
 * @param dangling names and images that this file lacks, and that another file, given beside it, may bring; Compose
 *     refuses them where the file stands alone
 * @param cycles services that depend on each other, a problem each
 * @param unsupported what Compose does and the runner does not
 * @param unset variables without default that are set nowhere, once each
 * @param version {@code version}, where it is given
 * @param profiles by service: Compose's own, under which it starts; no entry where it always does
 * @param ports that are published at fixed ports of the host
 * @param builds as they are written
 * @param included files that this one includes
 */
public record ComposeSurvey(
        Path path,
        Optional<ComposeFile> file,
        List<Problem> invalid,
        List<Problem> dangling,
        List<Problem> cycles,
        List<Unsupported> unsupported,
        List<UnsetVariable> unset,
        Optional<Written> version,
        Map<ServiceName, Set<String>> profiles,
        List<Published> ports,
        List<WrittenBuild> builds,
        List<Included> included) {
    /** Copies the collections. */
    public ComposeSurvey {
        invalid = List.copyOf(invalid);
        dangling = List.copyOf(dangling);
        cycles = List.copyOf(cycles);
        unsupported = List.copyOf(unsupported);
        unset = List.copyOf(unset);
        profiles = Map.copyOf(profiles);
        ports = List.copyOf(ports);
        builds = List.copyOf(builds);
        included = List.copyOf(included);
    }

    /** Of a file of which nothing could be read. */
    static ComposeSurvey unreadable(Path path, List<Problem> invalid, List<Unsupported> unsupported) {
        return new ComposeSurvey(
                path,
                Optional.empty(),
                invalid,
                List.of(),
                List.of(),
                unsupported,
                List.of(),
                Optional.empty(),
                Map.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** Whether two services can be counted on to start together: with no profile given, or with one that they share. */
    public boolean startTogether(ServiceName one, ServiceName other) {
        Set<String> ofOne = profiles.getOrDefault(one, Set.of());
        Set<String> ofOther = profiles.getOrDefault(other, Set.of());
        return (ofOne.isEmpty() && ofOther.isEmpty()) || ofOne.stream().anyMatch(ofOther::contains);
    }

    /**
     * What the runner does not do.
     *
     * @param service whose; empty for the file's own
     * @param what as short as it can be named, such as {@code `ipc`}
     * @param problem the same as a run says it
     */
    public record Unsupported(Optional<ServiceName> service, String what, Problem problem) {}

    /** A variable, and where it is used: at least one place. */
    public record UnsetVariable(String name, List<Origin> places) {
        /** Copies the list. */
        public UnsetVariable {
            places = List.copyOf(places);
        }
    }

    /**
     * A file of {@code include}.
     *
     * @param file absolute; it need not exist
     * @param elsewhere whether its paths start from another folder than its own ({@code project_directory})
     */
    public record Included(Path file, boolean elsewhere) {}

    /** A value as it is written, variables not filled in, and where. */
    public record Written(String text, Origin origin) {
        /** Whether it holds a variable. */
        public boolean variable() {
            return text.replace("$$", "").contains("$");
        }
    }

    /**
     * Ports of the host at which a service is published.
     *
     * @param hostIp empty for all addresses
     * @param first port of the host
     * @param last of a range; the first where it is one port
     * @param container the container's own first port
     * @param protocol in lower case, such as {@code tcp}
     */
    public record Published(
            ServiceName service, String hostIp, int first, int last, int container, String protocol, Origin origin) {
        /** {@code 127.0.0.1:8080-8081/udp}. */
        public String text() {
            return (hostIp.isEmpty() ? "" : hostIp + ":")
                    + first
                    + (last > first ? "-" + last : "")
                    + (protocol.equals("tcp") ? "" : "/" + protocol);
        }
    }

    /**
     * {@code build} of a service.
     *
     * @param build what it comes to
     * @param context as it is written; empty where the file leaves it to Compose
     * @param dockerfile as it is written; empty where the file leaves it to Compose
     * @param inline whether the Dockerfile stands in the Compose file itself ({@code dockerfile_inline})
     */
    public record WrittenBuild(
            ServiceName service,
            Build build,
            Optional<Written> context,
            Optional<Written> dockerfile,
            boolean inline) {}
}
