package ai.netrasystems.runner.environment.local;

import ai.netrasystems.runner.environment.OwnedVariables;
import ai.netrasystems.runner.environment.compose.LocalStart;
import ai.netrasystems.runner.environment.compose.ReadyCheck;
import ai.netrasystems.runner.environment.compose.Template;
import ai.netrasystems.runner.environment.process.EndSignal;
import ai.netrasystems.runner.environment.process.ServiceProcess;
import ai.netrasystems.runner.environment.start.StartResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a service by its command. */
final class CommandStart {
    private final StartContext context;
    private final LocalStart.Command command;

    CommandStart(StartContext context, LocalStart.Command command) {
        this.context = context;
        this.command = command;
    }

    StartResult start() throws IOException {
        List<String> words =
                new ArrayList<>(command.words().stream().map(this::resolve).toList());
        Optional<Path> program = context.path().find(words.get(0), command.directory());
        if (program.isEmpty()) {
            return new StartResult.Down(
                    new LocalDiagnosis.CommandNotFound(context.service().name(), words.get(0), searched(words.get(0))));
        }
        words.set(0, program.get().toString());
        Optional<ServiceProcess> process = context.start(words, command.directory(), environment(), EndSignal.TERM, "");
        if (process.isEmpty()) {
            return new StartResult.Cancelled();
        }
        context.begun().run();
        return await(process.get());
    }

    private StartResult await(ServiceProcess process) {
        ReadyWait wait = new ReadyWait(context);
        ReadyCheck ready = command.ready();
        return ready.fold(
                http -> {
                    URI url = URI.create(resolve(http.url()));
                    return wait.untilReady(process, new Probe.Http(url, context.run()), url.getAuthority());
                },
                tcp -> wait.untilReady(
                        process,
                        new Probe.Tcp(context.ports().port(context.service().name(), tcp.number())),
                        context.address(tcp.number())),
                () -> wait.untilDone(process));
    }

    /** The runner's own environment variables, but the JDK is the runner's and the service's own values win. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(context.machine().variables());
        environment.keySet().removeAll(OwnedVariables.NAMES);
        environment.put("PATH", context.path().toString());
        environment.put("JAVA_HOME", context.machine().javaHome().toString());
        command.environment().forEach((name, value) -> environment.put(name, resolve(value)));
        environment.putAll(context.extra());
        return environment;
    }

    private String resolve(Template template) {
        return template.resolve(context.ports());
    }

    private String searched(String program) {
        return program.contains("/")
                ? command.directory().toString()
                : context.path().toString();
    }
}
