package ai.netrasystems.runner.staging;

import java.util.function.Function;

/** What {@link DomainRule} says of a host name. */
public sealed interface DomainVerdict {

    /**
     * The name keeps the rule.
     *
     * @param host the name in lower case, without a final dot
     */
    record Allowed(String host) implements DomainVerdict {}

    /**
     * The name breaks the rule.
     *
     * @param host the name as it was given
     * @param reason why it is refused
     * @param remedy what to write instead
     */
    record Refused(String host, String reason, String remedy) implements DomainVerdict {}

    /** One function per case. */
    default <T> T fold(Function<Allowed, T> allowed, Function<Refused, T> refused) {
        return this instanceof Allowed yes ? allowed.apply(yes) : refused.apply((Refused) this);
    }
}
