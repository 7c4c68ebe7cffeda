package ai.netrasystems.runner.doctor.machine;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.text.ByteSizeText;
import ai.netrasystems.runner.doctor.finding.Finding;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Disk;
import ai.netrasystems.runner.doctor.machine.MachineFacts.EngineFact;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Memory;
import ai.netrasystems.runner.doctor.machine.MachineFacts.Staging;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of the machine, and of what it is set up for, stands in the way of runs. Pure. */
public final class MachineRules {
    private static final long MIB = 1024L * 1024;
    private static final long GIB = 1024 * MIB;
    /** An image with a JDK and a database's data take about that. */
    private static final long FULL_DISK = 2 * GIB;
    /** A disk that is full to this share is low, unless what is left is plenty in itself. */
    private static final long SHARE = 20;

    private static final long PLENTY = 10 * GIB;
    /** A JVM with a small service takes about that. */
    private static final long LITTLE_MEMORY = 512 * MIB;
    /** Leftovers that are named; more of them say nothing more. */
    private static final int NAMED = 3;

    private MachineRules() {}

    /** What is wrong, with each rule's own severity. */
    public static List<Finding> findings(MachineFacts facts) {
        return Stream.of(
                        engine(facts.engine()).stream(),
                        facts.disks().stream().filter(MachineRules::isLow).map(MachineRules::low),
                        facts.memory().filter(MachineRules::isLittle).map(MachineRules::little).stream(),
                        leftovers(facts.leftovers()).stream(),
                        jdk(facts.jdk()).stream(),
                        buildTool(facts.buildTool()).stream(),
                        staging(facts.staging()).stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private static Optional<Finding> engine(EngineFact engine) {
        return switch (engine.state()) {
            case UNAVAILABLE -> Optional.of(Finding.ofMachine(Rule.ENGINE_UNAVAILABLE, engine.why(), engine.remedy()));
            case ANSWERS, NOT_ASKED -> Optional.empty();
        };
    }

    private static boolean isLow(Disk disk) {
        long usable = disk.usableBytes();
        return usable < FULL_DISK || (usable < PLENTY && usable < disk.totalBytes() / SHARE);
    }

    private static Finding low(Disk disk) {
        return Finding.ofMachine(
                Rule.DISK_LOW,
                "the disk of " + disk.purpose() + " (`" + disk.path() + "`) has "
                        + ByteSizeText.shown(disk.usableBytes()) + " of " + ByteSizeText.shown(disk.totalBytes())
                        + " left",
                "free some: `runner clean` for what dead runs left, `docker system df` shows what the engine holds");
    }

    private static boolean isLittle(Memory memory) {
        return memory.availableBytes() < LITTLE_MEMORY;
    }

    private static Finding little(Memory memory) {
        return Finding.ofMachine(
                Rule.MEMORY_LOW,
                ByteSizeText.shown(memory.availableBytes()) + " of " + ByteSizeText.shown(memory.totalBytes())
                        + " of memory can still be had",
                "end what is not needed: `runner clean` for what dead runs left, `docker stats` shows containers");
    }

    private static Optional<Finding> leftovers(List<String> found) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join(", ", found.subList(0, Math.min(NAMED, found.size())));
        int more = found.size() - NAMED;
        return Optional.of(Finding.ofMachine(
                Rule.LEFTOVERS,
                "earlier runs left behind: " + named + (more > 0 ? " and " + more + " more" : ""),
                "remove it with `runner clean`; `runner clean --dry-run` names all of it"));
    }

    private static Optional<Finding> jdk(MachineFacts.Jdk jdk) {
        return jdk.problem()
                .map(problem -> Finding.ofMachine(
                        Rule.JDK_UNFIT,
                        problem,
                        jdk.remedy().orElse("set `JAVA_HOME` to a JDK 17 or later, or leave it out")));
    }

    private static Optional<Finding> buildTool(MachineFacts.BuildTool tool) {
        return tool.problem()
                .map(problem -> Finding.ofMachine(
                        Rule.BUILD_TOOL_MISSING,
                        problem,
                        tool.remedy().orElse("name compiled tests and their jars with `--classpath`")));
    }

    private static Optional<Finding> staging(Staging staging) {
        if (staging.profile().isEmpty()) {
            return Optional.of(Finding.ofMachine(
                    Rule.STAGING_NOT_CONFIGURED,
                    "no staging profile is chosen, so that a run whose containers fail ends there",
                    "name one, `staging: {profile: NAME}` in `runner.yml` or `--staging NAME`: "
                            + String.join(", ", staging.profiles())));
        }
        String profile = staging.profile().get();
        return staging.credential().flatMap(place -> credential(profile, place, staging));
    }

    private static Optional<Finding> credential(String profile, String place, Staging staging) {
        if (!staging.present()) {
            return Optional.of(Finding.ofMachine(
                    Rule.STAGING_CREDENTIAL_MISSING,
                    "there is no secret for `" + profile + "` in " + place,
                    "put what the profile's `token` takes into " + place
                            + "; for `e2e` that is the bypass key of its auth service"));
        }
        return staging.refused()
                .map(refused -> Finding.ofMachine(
                        Rule.STAGING_CREDENTIAL_MISSING,
                        "the secret for `" + profile + "` in " + place + " is refused: " + refused,
                        staging.remedy().orElse("use another one")));
    }
}
