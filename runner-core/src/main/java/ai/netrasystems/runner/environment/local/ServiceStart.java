package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.compose.ComposeService;
import ai.netrasystems.runner.environment.start.StartResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Starts one service in the way that its {@code x-runner.local} says. */
final class ServiceStart {
    private ServiceStart() {}

    static StartResult start(StartContext context) {
        ComposeService service = context.service();
        try {
            return service.local()
                    .orElseThrow(() -> new IllegalStateException(service.name() + " has no local start"))
                    .<Attempt>fold(
                            embedded -> switch (embedded.server()) {
                                case POSTGRES -> new PostgresStart(context)::start;
                                case REDIS -> new RedisStart(context)::start;
                            },
                            command -> new CommandStart(context, command)::start)
                    .run();
        } catch (IOException refused) {
            return notStarted(service, refused, context);
        } catch (UncheckedIOException refused) {
            return notStarted(service, refused, context);
        } catch (PortBook.NoneFree noPort) {
            return new StartResult.Down(new LocalDiagnosis.NoPort(noPort.range));
        }
    }

    /** What is started, in a few words. */
    static String detail(ComposeService service) {
        return service.local()
                .map(local -> local.<String>fold(
                        embedded -> "embedded " + embedded.server().name().toLowerCase(Locale.ROOT),
                        command -> command.words().get(0).text()))
                .orElse("");
    }

    private static StartResult notStarted(ComposeService service, Exception refused, StartContext context) {
        return context.cancellation().isCancelled()
                ? new StartResult.Cancelled()
                : new StartResult.Down(
                        new LocalDiagnosis.NotStarted(service.name(), String.valueOf(refused.getMessage())));
    }

    private interface Attempt {
        StartResult run() throws IOException;
    }
}
