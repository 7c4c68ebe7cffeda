package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.yaml.MapReader;

/** {@code --fallback}: after which failure of one provider the next is tried (PRODUCT.md, "Where a run goes", 3). */
public enum Fallback {
    /** After none. */
    NEVER,
    /** After a failed build or pull. */
    BUILD,
    /** After that, and after a failed start of a service. */
    STARTUP,
    /** After all but a refusal. */
    ANY;

    /** The word of {@code --fallback} and of {@code runner.yml}. */
    public String label() {
        return MapReader.label(this);
    }
}
