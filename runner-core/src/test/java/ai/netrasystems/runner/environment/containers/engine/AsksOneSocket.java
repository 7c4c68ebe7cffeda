package ai.netrasystems.runner.environment.containers.engine;

import ai.netrasystems.runner.environment.containers.engine.EngineAddress.Unix;
import ai.netrasystems.runner.model.StopSignal;
import java.nio.file.Path;
import java.util.List;

/** Asks the socket that its argument names, and prints what came of it: for a JVM of another user. */
final class AsksOneSocket {
    private AsksOneSocket() {}

    /** Runs. */
    public static void main(String[] arguments) {
        Unix socket = new Unix(Path.of(arguments[0]), "a test");
        StopSignal stop = new StopSignal();
        new EngineProbe("nobody").ask(socket, stop);
        long from = System.nanoTime();
        EngineAnswer answer = new EngineProbe("nobody").ask(socket, stop);
        long millis = (System.nanoTime() - from) / 1_000_000;
        List<String> lines = answer.fold(
                facts -> List.of("answered"),
                diagnosis -> List.of(diagnosis.kind(), diagnosis.evidence().toString(), diagnosis.remedy()),
                () -> List.of("stopped"));
        lines.forEach(System.out::println);
        System.out.println("millis " + millis);
    }
}
