package ai.netrasystems.runner.config.profile;

import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.staging.StagingProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The profiles that the runner brings along: files like those that others write. Read only when one is asked for. */
public final class BuiltInProfiles {
    /** Their names. */
    public static final List<ProfileName> NAMES = List.of(new ProfileName("netra"));

    /** Several steps of a run ask for the one that is named. */
    private static final Map<ProfileName, StagingProfile> READ = new ConcurrentHashMap<>();

    private BuiltInProfiles() {}

    /** The profile of that name, its values told; empty where there is none. Each is sound: a test reads them all. */
    public static Optional<StagingProfile> find(ProfileName name, ProfileValues values) {
        return NAMES.contains(name) ? Optional.of(profile(name, values)) : Optional.empty();
    }

    /** The same for one that needs no record of its values. */
    public static Optional<StagingProfile> find(ProfileName name) {
        return NAMES.contains(name)
                ? Optional.of(READ.computeIfAbsent(name, it -> profile(it, ProfileValues.NOBODY)))
                : Optional.empty();
    }

    private static YamlMap read(ProfileName name) {
        String file = name + ".yml";
        try (InputStream text =
                BuiltInProfiles.class.getResourceAsStream("/ai/netrasystems/runner/config/profiles/" + file)) {
            if (text == null) {
                throw new IllegalStateException("the jar has lost its profile " + file);
            }
            return YamlDocument.parse(
                            new String(text.readAllBytes(), StandardCharsets.UTF_8),
                            Path.of("built-in", file),
                            Origin.Source.BUILT_IN)
                    .fold(YamlDocument::root, problems -> {
                        throw new IllegalStateException(problems.toString());
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static StagingProfile profile(ProfileName name, ProfileValues values) {
        Problems problems = new Problems();
        return new ProfileReader(name, Path.of(""), problems, values)
                .read(read(name))
                .orElseThrow(() -> new IllegalStateException("profile " + name + ": " + problems.list()));
    }
}
