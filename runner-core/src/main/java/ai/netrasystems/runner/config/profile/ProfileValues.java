package ai.netrasystems.runner.config.profile;

import ai.netrasystems.runner.model.Origin;
import java.util.Optional;

/** Is told each effective value of a profile and where it came from, under the key's path within the profile. */
public interface ProfileValues {
    /** For a profile whose values nobody asks for. */
    ProfileValues NOBODY = new ProfileValues() {
        @Override
        public void set(String key, String value, Origin by) {
            // nobody asks
        }

        @Override
        public void put(String key, String standard, Optional<String> given, Origin by) {
            // nobody asks
        }
    };

    /** A value that was given. */
    void set(String key, String value, Origin by);

    /** A default that may have been overridden. */
    void put(String key, String standard, Optional<String> given, Origin by);
}
