package ai.netrasystems.runner.acceptance;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A debugger at a JVM of this machine, as an IDE has one. */
final class Debugger implements AutoCloseable {
    private final VirtualMachine machine;

    private Debugger(VirtualMachine machine) {
        this.machine = machine;
    }

    /** Attaches; a JVM that was just started may not listen yet. */
    static Debugger attach(int port) {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(candidate -> candidate.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (true) {
            try {
                return new Debugger(connector.attach(arguments));
            } catch (IOException notYet) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("nobody listens at port " + port, notYet);
                }
                Thread.onSpinWait();
            } catch (IllegalConnectorArgumentsException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    /** Whether no class of that name was loaded yet. */
    boolean isBefore(String className) {
        return machine.classesByName(className).isEmpty();
    }

    /** Lets it run. */
    void resume() {
        machine.resume();
    }

    @Override
    public void close() {
        try {
            machine.dispose();
        } catch (VMDisconnectedException ended) {
            // As it should have.
        }
    }
}
