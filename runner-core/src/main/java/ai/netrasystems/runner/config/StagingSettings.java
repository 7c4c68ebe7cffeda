package ai.netrasystems.runner.config;

import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.ProfileName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the files say about staging. There is no key for the credential itself: it comes from the environment variable
 * {@code E2E_OAUTH_SIMULATION_KEY} of this process, else from the file that {@code bypass-key-file} names.
 *
 * @param profile which staging system; empty where none is named, and then staging is not configured
 * @param hosts by name in lower case: where connections to it really go; URL, Host, SNI and certificate checks keep
 *     the name
 * @param trust file with certificate authorities that our own clients trust besides the JDK's
 * @param bypassKeyFile file that holds the credential
 * @param coldStart how long the first answer of a system that was asleep may take
 */
public record StagingSettings(
        Optional<Setting<ProfileName>> profile,
        Map<String, Setting<HostTarget>> hosts,
        Optional<Setting<Path>> trust,
        Optional<Setting<Path>> bypassKeyFile,
        Setting<Duration> coldStart) {
    /** The profiles that this build knows. */
    public static final List<ProfileName> PROFILES = List.of(new ProfileName("netra"));

    /** A service that scales to zero mostly answers within that. */
    static final Duration COLD_START_DEFAULT = Duration.ofSeconds(30);

    /** Copies the map, keeping its order. */
    public StagingSettings {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    /** Nothing said. */
    public static StagingSettings none() {
        return new StagingSettings(
                Optional.empty(), Map.of(), Optional.empty(), Optional.empty(), Setting.builtIn(COLD_START_DEFAULT));
    }

    /** The same with the profile of {@code --staging}, where one is given. */
    public StagingSettings with(Optional<ProfileName> asked) {
        return new StagingSettings(
                asked.map(name -> new Setting<>(name, Origin.commandLine("--staging")))
                        .or(() -> profile),
                hosts,
                trust,
                bypassKeyFile,
                coldStart);
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
