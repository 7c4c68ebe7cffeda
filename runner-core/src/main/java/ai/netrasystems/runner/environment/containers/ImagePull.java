package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.environment.containers.engine.Engine;
import ai.netrasystems.runner.environment.start.Cancellation;
import ai.netrasystems.runner.model.ServiceName;
import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Has an image fetched, once: a registry that failed is not asked again and again while a person waits. */
final class ImagePull {
    /** After that long without an answer of the registry the name is looked up here. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Engine engine;
    private final EngineCalls calls;
    private final Cancellation cancellation;

    ImagePull(Engine engine, EngineCalls calls, Cancellation cancellation) {
        this.engine = engine;
        this.calls = calls;
        this.cancellation = cancellation;
    }

    /**
     * Fetches it; empty where it is there now.
     *
     * @param deadline of {@link System#nanoTime()}
     */
    Optional<ContainersDiagnosis> pull(ServiceName service, String image, Optional<String> platform, long deadline)
            throws EngineFailure {
        List<String> errors = new CopyOnWriteArrayList<>();
        EngineStream<PullResponseItem> stream = new EngineStream<>(item -> {
            ErrorDetail detail = item.getErrorDetail();
            if (detail != null && detail.getMessage() != null) {
                errors.add(detail.getMessage());
            }
        });
        ImageName name = ImageName.of(image);
        try {
            boolean begun = calls.begin("pull " + image, deadline, () -> {
                PullImageCmd command =
                        engine.client().pullImageCmd(name.repository()).withTag(name.version());
                platform.ifPresent(command::withPlatform);
                command.exec(stream);
            });
            if (!begun) {
                return failed(service, image, PullReason.TOO_SLOW, "");
            }
            long patience = Math.min(deadline, System.nanoTime() + PATIENCE.toNanos());
            boolean ended = stream.endsBefore(patience, cancellation);
            if (!ended && !stream.answered() && isUnknown(name.registry())) {
                stream.close();
                return failed(service, image, PullReason.HOST_UNKNOWN, "looked up " + name.registry());
            }
            if (!stream.await(cancellation, deadline, engine, calls)) {
                return failed(service, image, PullReason.TOO_SLOW, "");
            }
            return errors.isEmpty() ? Optional.empty() : refused(service, image, errors.get(0));
        } catch (EngineFailure failure) {
            if (failure.lost() || failure.isCancelled() || failure.diskFull()) {
                throw failure;
            }
            return refused(service, image, failure.message());
        } finally {
            stream.close();
        }
    }

    private static Optional<ContainersDiagnosis> refused(ServiceName service, String image, String message)
            throws EngineFailure {
        if (EngineFailure.diskFull(message)) {
            throw EngineFailure.told(message);
        }
        return failed(service, image, PullReason.of(message), message);
    }

    private static Optional<ContainersDiagnosis> failed(
            ServiceName service, String image, PullReason reason, String message) {
        return Optional.of(new ContainersDiagnosis.PullFailed(
                service, image, reason, message.isBlank() ? List.of() : List.of(message)));
    }

    /**
     * Whether this machine knows no address of the host. An engine whose resolver does not answer asks it for half a
     * minute. Behind a proxy, or elsewhere, an engine may know more names than we do.
     */
    private boolean isUnknown(String registry) {
        boolean local = engine.address().fold(unix -> true, tcp -> false, pipe -> true);
        return local && !proxied() && !answersInTime(registry);
    }

    private boolean proxied() {
        try {
            String proxy = calls.call(
                    "info",
                    EngineCalls.QUESTION,
                    () -> String.valueOf(engine.prompt().infoCmd().exec().getHttpsProxy()));
            return !proxy.isBlank() && !proxy.equals("null");
        } catch (EngineFailure nobodyKnows) {
            return true;
        }
    }

    private boolean answersInTime(String registry) {
        try {
            return calls.call("resolver", PATIENCE, () -> resolves(registry));
        } catch (EngineFailure silent) {
            return false;
        }
    }

    private static boolean resolves(String registry) {
        try {
            return InetAddress.getByName(registry.replaceFirst(":\\d+$", "")).getAddress().length > 0;
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
