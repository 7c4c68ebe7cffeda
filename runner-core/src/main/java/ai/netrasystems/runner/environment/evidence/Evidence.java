package ai.netrasystems.runner.environment.evidence;

import ai.netrasystems.runner.event.Failure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What speaks for the environment's part in a failure, and so where to ask again. Equal evidence asks the same question.
 *
 * @param troubled origins at which an exchange of the test came to nothing, was answered with 5xx, or a WebSocket closed
 *     as when its peer goes away
 * @param refusing origins that answered 401 or 403
 * @param somewhere whether the network failed without our clients having seen where: by the exceptions' classes, or by a
 *     test that waited until its deadline
 */
public record Evidence(Set<URI> troubled, Set<URI> refusing, boolean somewhere) {
    /** Copies the sets. */
    public Evidence {
        troubled = Set.copyOf(troubled);
        refusing = Set.copyOf(refusing);
    }

    /**
     * The evidence in a failure; empty where there is none.
     *
     * @param failure what was thrown; empty where nothing was
     * @param timedOut whether the test's deadline ended it
     * @param exchanges what our clients recorded during the test
     */
    public static Optional<Evidence> in(Optional<Failure> failure, boolean timedOut, List<Exchange> exchanges) {
        Evidence evidence = new Evidence(
                exchanges.stream()
                        .filter(Exchange::isTrouble)
                        .map(Exchange::origin)
                        .collect(Collectors.toSet()),
                exchanges.stream()
                        .filter(Exchange::isRefusal)
                        .map(Exchange::origin)
                        .collect(Collectors.toSet()),
                timedOut || failure.filter(Evidence::isOfNetwork).isPresent());
        return Optional.of(evidence).filter(it -> it.somewhere || !it.troubled.isEmpty() || !it.refusing.isEmpty());
    }

    private static boolean isOfNetwork(Failure failure) {
        List<String> names = new ArrayList<>(failure.causes());
        names.add(failure.type());
        return NetworkClasses.anyOf(names);
    }
}
