package ai.netrasystems.runner.environment.image;

import java.io.IOException;

/** A file of a build context could not be read while it was sent: it has lost its permission, or it shrank. */
public final class ContextUnreadable extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;

    ContextUnreadable(String path, String reason) {
        super("`" + path + "` of the build context " + reason);
        this.path = path;
    }

    /** The file, relative to the context. */
    public String path() {
        return path;
    }
}
