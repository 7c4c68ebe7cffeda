package ai.netrasystems.runner.environment.image;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what of a Dockerfile needs BuildKit. Each kind is held against the classic builder of a real engine by a test. */
final class BuildKitNeeds {
    private static final Map<String, List<String>> FLAGS = Map.of(
            "RUN", List.of("mount", "network", "security", "device"),
            "COPY", List.of("link", "chmod", "parents", "exclude"),
            "ADD", List.of("link", "chmod", "checksum", "keep-git-dir", "unpack", "exclude"));

    /** Set by BuildKit alone; the classic builder leaves them empty. */
    private static final Set<String> PLATFORM_ARGUMENTS = Set.of(
            "TARGETPLATFORM",
            "TARGETOS",
            "TARGETARCH",
            "TARGETVARIANT",
            "BUILDPLATFORM",
            "BUILDOS",
            "BUILDARCH",
            "BUILDVARIANT");

    private static final Pattern PLATFORM_VARIABLE =
            Pattern.compile("\\$\\{?(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)\\b.*");

    /** What ADD clones with BuildKit; the classic builder fetches the page behind the address, or looks for a file. */
    private static final Pattern GIT = Pattern.compile("(?:git@|git://|ssh://).*|https?://[^#?]*\\.git(?:[#?].*)?");

    private final Dockerfile dockerfile;
    private final Map<String, String> buildArgs;
    private final List<BuildKitNeed> found = new ArrayList<>();

    BuildKitNeeds(Dockerfile dockerfile, Map<String, String> buildArgs) {
        this.dockerfile = dockerfile;
        this.buildArgs = buildArgs;
    }

    List<BuildKitNeed> list() {
        if (Files.isRegularFile(dockerfile.ownIgnoreFile())) {
            found.add(new BuildKitNeed(0, dockerfile.ownIgnoreFile().getFileName() + " beside the Dockerfile"));
        }
        dockerfile.instructions().forEach(it -> {
            of(it);
            it.trigger().ifPresent(this::of);
        });
        return List.copyOf(found);
    }

    private void of(Instruction instruction) {
        String keyword = instruction.keyword();
        if (!instruction.heredocs().isEmpty()) {
            add(
                    instruction,
                    "a heredoc (`" + keyword + " <<"
                            + instruction.heredocs().get(0).name() + "`)");
        }
        for (String flag : FLAGS.getOrDefault(keyword, List.of())) {
            if (instruction.flag(flag).isPresent()) {
                add(instruction, "`" + keyword + " --" + flag + "`");
            }
        }
        if (instruction.is("ADD")
                && instruction.arguments().stream()
                        .anyMatch(it -> GIT.matcher(it).matches())) {
            add(instruction, "`ADD` of a Git repository");
        }
        if (instruction.is("FROM")
                && instruction
                        .flag("platform")
                        .filter(it -> PLATFORM_VARIABLE.matcher(it).matches())
                        .isPresent()) {
            add(instruction, "`FROM " + instruction.flags().get(0) + "`: only BuildKit sets that variable");
        }
        if (instruction.is("ARG")) {
            instruction.arguments().stream()
                    .filter(name -> PLATFORM_ARGUMENTS.contains(name) && !buildArgs.containsKey(name))
                    .forEach(name -> add(instruction, "`ARG " + name + "`: only BuildKit sets it"));
        }
    }

    private void add(Instruction instruction, String what) {
        found.add(new BuildKitNeed(instruction.line(), what));
    }
}
