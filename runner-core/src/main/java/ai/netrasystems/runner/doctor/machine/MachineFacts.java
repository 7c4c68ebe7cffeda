package ai.netrasystems.runner.doctor.machine;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What there is for runs on this machine, as it was found; never the value of a secret.
 *
 * @param engine the container engine
 * @param disks file systems that runs write to
 * @param memory empty where the system does not say
 * @param leftovers what dead runs of this project left behind, for people, as {@code runner clean --dry-run} says it
 * @param jdk of the project's build
 * @param buildTool of the project
 * @param staging the staging profile
 */
public record MachineFacts(
        EngineFact engine,
        List<Disk> disks,
        Optional<Memory> memory,
        List<String> leftovers,
        Jdk jdk,
        BuildTool buildTool,
        Staging staging) {
    /** Copies the lists. */
    public MachineFacts {
        disks = List.copyOf(disks);
        leftovers = List.copyOf(leftovers);
    }

    /**
     * The container engine.
     *
     * @param state whether one answers
     * @param title such as {@code Docker Engine 28.2.2}; empty where none answers
     * @param foundBy how it was found, such as {@code DOCKER_HOST}; empty where none was
     * @param why where none answers: what was found instead, for people; else empty
     * @param remedy where none answers: what to do
     */
    public record EngineFact(State state, String title, String foundBy, String why, String remedy) {
        /** Whether one answers. */
        public enum State {
            ANSWERS,
            UNAVAILABLE,
            /** {@code --docker-bypass}: it was not looked for. */
            NOT_ASKED
        }
    }

    /** A file system: what for, and its usable and total bytes. */
    public record Disk(String purpose, Path path, long usableBytes, long totalBytes) {}

    /** Bytes of memory: what can still be had, and all there is; a limit of this process's container counts. */
    public record Memory(long availableBytes, long totalBytes) {}

    /**
     * The JDK of the project's build and tests.
     *
     * @param version such as {@code 17.0.13}; empty where it does not say
     * @param foundBy how it was found, such as {@code JAVA_HOME}
     * @param problem why it can't run the tests
     * @param remedy what to do then
     */
    public record Jdk(Path home, String version, String foundBy, Optional<String> problem, Optional<String> remedy) {}

    /**
     * The build tool.
     *
     * @param title {@code Maven (wrapper)}, {@code Maven (/usr/bin/mvn)}, {@code Maven}, {@code Gradle}, {@code none}
     * @param problem why it can't tell what the tests are
     * @param remedy what to do then
     */
    public record BuildTool(String title, Optional<String> problem, Optional<String> remedy) {}

    /**
     * Staging. Nothing is asked of it.
     *
     * @param profile the chosen profile
     * @param profiles those that could be chosen
     * @param credential where its credential is looked for, such as {@code environment variable NAME}; empty without a
     *     profile, or where the profile takes none
     * @param present whether something is there
     * @param refused why what is there must not be used; empty where it may
     * @param remedy what to do then
     */
    public record Staging(
            Optional<String> profile,
            List<String> profiles,
            Optional<String> credential,
            boolean present,
            Optional<String> refused,
            Optional<String> remedy) {
        /** Copies the list. */
        public Staging {
            profiles = List.copyOf(profiles);
        }
    }
}
