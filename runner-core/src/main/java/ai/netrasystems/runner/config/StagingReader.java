package ai.netrasystems.runner.config;

import static ai.netrasystems.runner.config.ConfigKeys.BYPASS_KEY_FILE;
import static ai.netrasystems.runner.config.ConfigKeys.COLD_START;
import static ai.netrasystems.runner.config.ConfigKeys.HOSTS;
import static ai.netrasystems.runner.config.ConfigKeys.HOSTS_FOR_WORKER;
import static ai.netrasystems.runner.config.ConfigKeys.PROFILE;
import static ai.netrasystems.runner.config.ConfigKeys.PROFILES;
import static ai.netrasystems.runner.config.ConfigKeys.STAGING;
import static ai.netrasystems.runner.config.ConfigKeys.TRUST;
import static ai.netrasystems.runner.config.ConfigKeys.TRUST_FOR_WORKER;

import ai.netrasystems.runner.config.StagingSettings.HostTarget;
import ai.netrasystems.runner.config.profile.BuiltInProfiles;
import ai.netrasystems.runner.config.profile.Credentials;
import ai.netrasystems.runner.config.profile.ProfileReader;
import ai.netrasystems.runner.config.text.HostText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Names;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.staging.StagingProfile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code staging}. */
final class StagingReader {
    private final MapReader personal;
    private final MapReader project;
    private final Problems problems;
    private final EffectiveValues values;
    private final Path personalDirectory;
    private final Path projectDirectory;
    private final Set<ProfileName> names = new LinkedHashSet<>(BuiltInProfiles.NAMES);

    /** {@code personalDirectory} and {@code projectDirectory}: what relative paths of each file start from. */
    StagingReader(BothFiles files, Path personalDirectory, Path projectDirectory) {
        this.problems = files.problems();
        this.values = files.values();
        this.personal = reader(files.personal(), ConfigKeys.OF_PERSONAL_STAGING);
        this.project = reader(files.project(), ConfigKeys.OF_STAGING);
        this.personalDirectory = personalDirectory;
        this.projectDirectory = projectDirectory;
    }

    StagingSettings read() {
        Map<ProfileName, StagingProfile> profiles = profiles();
        BothFiles files = new BothFiles(personal, project, STAGING + ".", problems, values);
        return new StagingSettings(
                files.setting(PROFILE, Optional.empty(), (reader, key) -> profile(reader), ProfileName::toString),
                profiles,
                hosts(),
                files.setting(TRUST, Optional.empty(), this::path, Path::toString),
                flag(files, HOSTS_FOR_WORKER),
                flag(files, TRUST_FOR_WORKER),
                files.setting(BYPASS_KEY_FILE, Optional.empty(), this::path, Path::toString),
                files.limit(COLD_START, Optional.of(StagingSettings.COLD_START_DEFAULT))
                        .orElseThrow());
    }

    /** What is off unless somebody asks for it. */
    private static Setting<Boolean> flag(BothFiles files, String key) {
        return files.setting(key, Optional.of(false), MapReader::flag, String::valueOf)
                .orElseThrow();
    }

    /** A credential as text is refused with a remedy of its own, and its value is never shown. */
    private MapReader reader(MapReader outer, List<String> keys) {
        YamlMap map = outer.mapOrEmpty(STAGING);
        String remedy =
                "set the variable that the profile names (E2E_OAUTH_SIMULATION_KEY for netra), or name a file that"
                        + " holds it with `" + STAGING + "." + BYPASS_KEY_FILE + "`";
        return MapReader.closed(
                Credentials.refuse(map, STAGING, remedy, problems), "`" + STAGING + "`", problems, keys);
    }

    /** The project's own; a name that is taken is refused. */
    private Map<ProfileName, StagingProfile> profiles() {
        Map<ProfileName, StagingProfile> profiles = new LinkedHashMap<>();
        for (MapReader.Named named : project.namedMaps(PROFILES)) {
            if (!Names.check(named.name(), "staging profile", named.origin(), problems)) {
                continue;
            }
            ProfileName name = new ProfileName(named.name());
            names.add(name);
            if (BuiltInProfiles.NAMES.contains(name)) {
                problems.add(
                        "`" + name + "` is a built-in staging profile",
                        named.origin(),
                        "give yours another name: one system has one place that describes it");
            } else {
                new ProfileReader(name, projectDirectory, problems, values.ofProfile(name))
                        .read(named.map())
                        .ifPresent(profile -> profiles.put(name, profile));
            }
        }
        return profiles;
    }

    private Optional<ProfileName> profile(MapReader reader) {
        if (reader == personal) {
            return Optional.empty();
        }
        return reader.text(PROFILE).map(ProfileName::new).filter(name -> {
            boolean known = names.contains(name);
            if (!known) {
                problems.add(Names.unknown(name.value(), "staging profile", names, reader.originOf(PROFILE)));
            }
            return known;
        });
    }

    private Optional<Path> path(MapReader reader, String key) {
        Path directory = reader == personal ? personalDirectory : projectDirectory;
        return reader.text(key).flatMap(text -> {
            try {
                return Optional.of(directory.resolve(text).normalize());
            } catch (InvalidPathException noPath) {
                problems.add("`" + text + "` is no path: " + noPath.getReason(), reader.originOf(key));
                return Optional.empty();
            }
        });
    }

    /** Both files' hosts; for one that both name, the project's. */
    private Map<String, Setting<HostTarget>> hosts() {
        Map<String, Setting<HostTarget>> hosts = new LinkedHashMap<>();
        for (MapReader reader : List.of(personal, project)) {
            reader.map(HOSTS)
                    .ifPresent(map -> map.entries()
                            .values()
                            .forEach(entry -> host(entry, reader == project).ifPresent(target -> {
                                String name = entry.key().toLowerCase(Locale.ROOT);
                                hosts.put(name, new Setting<>(target, entry.keyOrigin()));
                                values.set(STAGING + "." + HOSTS + "." + name, target.toString(), entry.keyOrigin());
                            })));
        }
        return hosts;
    }

    private Optional<HostTarget> host(YamlMap.Entry entry, boolean onlyLoopback) {
        Origin where = entry.keyOrigin();
        if (!HostText.isName(entry.key())) {
            problems.add(
                    "`" + entry.key() + "` is no host name", where, "write it like api.example.com: 127.0.0.1:8443");
            return Optional.empty();
        }
        Optional<HostTarget> target = text(entry.value())
                .flatMap(HostText::parse)
                .map(parsed -> new HostTarget(parsed.host(), parsed.port()));
        if (target.isEmpty()) {
            problems.add(
                    "the target of `" + entry.key() + "` is no ADDRESS or ADDRESS:PORT",
                    where,
                    "write it like 127.0.0.1:8443 or \"[::1]:8443\"");
            return target;
        }
        if (onlyLoopback && !HostText.isLoopback(target.get().host())) {
            problems.add(
                    "`" + entry.key() + "` may not be sent to `" + target.get() + "` by " + ConfigReader.FILE_NAME
                            + ": only this machine (127.0.0.0/8, ::1, localhost)",
                    where,
                    "another address stands in your personal file, ~/.config/runner/config.yml");
            return Optional.empty();
        }
        return target;
    }

    private static Optional<String> text(YamlNode node) {
        return node.<Optional<YamlScalar>>fold(Optional::of, list -> Optional.empty(), map -> Optional.empty())
                .map(YamlScalar::text);
    }
}
