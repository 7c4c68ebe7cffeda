package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.profile.BuiltInProfiles;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ProfileName;
import ai.netrasystems.runner.staging.StagingProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the files say about staging. There is no key for the credential itself: it comes from the environment variable
 * {@code E2E_OAUTH_SIMULATION_KEY} of this process, else from the file that {@code bypass-key-file} names.
 *
 * @param profile which staging system; empty where none is named, and then staging is not configured
 * @param profiles those of the project; the built-in ones count besides
 * @param hosts by name in lower case: where connections to it really go; URL, Host, SNI and certificate checks keep
 *     the name
 * @param trust file with certificate authorities that our own clients trust besides the JDK's
 * @param hostsForWorker whether the workers' JVMs resolve by {@code hosts}, and by nothing else but the system's hosts file
 * @param trustForWorker whether the workers' JVMs trust {@code trust}, too
 * @param bypassKeyFile file that holds the credential
 * @param coldStart how long the first answer of a system that was asleep may take
 */
public record StagingSettings(
        Optional<Setting<ProfileName>> profile,
        Map<ProfileName, StagingProfile> profiles,
        Map<String, Setting<HostTarget>> hosts,
        Optional<Setting<Path>> trust,
        Setting<Boolean> hostsForWorker,
        Setting<Boolean> trustForWorker,
        Optional<Setting<Path>> bypassKeyFile,
        Setting<Duration> coldStart) {
    /** A service that scales to zero mostly answers within that. */
    static final Duration COLD_START_DEFAULT = Duration.ofSeconds(30);

    /** Copies the maps, keeping their order. */
    public StagingSettings {
        profiles = Collections.unmodifiableMap(new LinkedHashMap<>(profiles));
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /** Nothing said. */
    public static StagingSettings none() {
        return new StagingSettings(
                Optional.empty(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Setting.builtIn(false),
                Setting.builtIn(false),
                Optional.empty(),
                Setting.builtIn(COLD_START_DEFAULT));
    }

    /** The same with the profile of {@code --staging}, where one is given. */
    public StagingSettings with(Optional<ProfileName> asked) {
        return new StagingSettings(
                asked.map(name -> new Setting<>(name, Origin.commandLine("--staging")))
                        .or(() -> profile),
                profiles,
                hosts,
                trust,
                hostsForWorker,
                trustForWorker,
                bypassKeyFile,
                coldStart);
    }

    /** Names of all profiles that there are. */
    public List<ProfileName> names() {
        return Stream.concat(BuiltInProfiles.NAMES.stream(), profiles.keySet().stream())
                .toList();
    }

    /** The staging system that is named; empty where none is. */
    public Optional<StagingProfile> system() {
        return profile.map(Setting::value)
                .flatMap(name -> Optional.ofNullable(profiles.get(name)).or(() -> BuiltInProfiles.find(name)));
    }

    /**
     * Where connections go instead.
     *
     * @param host name or address without brackets
     * @param port empty to keep the URL's
     */
    public record HostTarget(String host, Optional<Integer> port) {
        /** {@code 127.0.0.1:8443}, {@code [::1]:8443}. */
        @Override
        public String toString() {
            String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
            return shown + port.map(number -> ":" + number).orElse("");
        }
    }
}
