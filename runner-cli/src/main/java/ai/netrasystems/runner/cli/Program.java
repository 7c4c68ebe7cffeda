package ai.netrasystems.runner.cli;

import ai.netrasystems.runner.cli.command.Asked;
import ai.netrasystems.runner.cli.command.CommandLineReader;
import ai.netrasystems.runner.cli.command.HelpText;
import ai.netrasystems.runner.cli.console.Console;
import ai.netrasystems.runner.cli.view.CleanText;
import ai.netrasystems.runner.cli.view.ConfigText;
import ai.netrasystems.runner.cli.view.DoctorText;
import ai.netrasystems.runner.cli.view.PlanText;
import ai.netrasystems.runner.cli.view.StagingCheckText;
import ai.netrasystems.runner.doctor.output.ExaminationJson;
import ai.netrasystems.runner.event.EventCodec;
import ai.netrasystems.runner.event.EventSink;
import ai.netrasystems.runner.event.RunEvent.BuildStarted;
import ai.netrasystems.runner.event.RunEvent.StagingChecked;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Problem;
import ai.netrasystems.runner.model.StopSignal;
import ai.netrasystems.runner.plan.PlanView;
import ai.netrasystems.runner.run.DoctorRequest;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** One command: read the line, hand it to the runner, print. Standard output has what was asked for, nothing else. */
final class Program {
    private static final int SUCCESS = 0;
    private static final int WRONG_USAGE = 2;
    private static final int NOTHING_MATCHED = 3;
    private static final int NOT_REMOVED = 4;
    private static final int DEFECT = 70;
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    private final PrintStream out;
    private final PrintStream err;
    private final Surroundings surroundings;
    private final Runner runner;
    private final Signals signals;

    /** Who tells a run to stop: {@link StopSignals#watch} in the process, nobody or the test itself in a test. */
    interface Signals {
        /** Begins to watch; the consumer takes a line for the person. */
        void watch(StopSignal stop, Consumer<String> notice);
    }

    Program(PrintStream out, PrintStream err, Surroundings surroundings, Runner runner, Signals signals) {
        this.out = out;
        this.err = err;
        this.surroundings = surroundings;
        this.runner = runner;
        this.signals = signals;
    }

    /** The exit code. */
    @SuppressWarnings("CatchAndPrintStackTrace") // the edge: a defect must be seen, whatever it is
    int run(List<String> arguments) {
        try {
            return new CommandLineReader(surroundings.workingDirectory())
                    .read(arguments)
                    .fold(asked -> execute(asked, arguments), this::refuse);
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError defect) {
            err.println("runner: a defect in the runner, not in your tests; please report it with these lines:");
            defect.printStackTrace(err);
            return DEFECT;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private int execute(Asked asked, List<String> arguments) {
        return switch (asked.wants()) {
            case HELP -> print(HelpText.of(asked.command()), SUCCESS);
            case VERSION -> print(List.of("runner " + version()), SUCCESS);
            case WORK -> work(asked, arguments);
        };
    }

    private int work(Asked asked, List<String> arguments) {
        Invocation invocation = new Invocation(
                asked.request(),
                asked.configFile(),
                surroundings.workingDirectory(),
                surroundings.environment(),
                arguments);
        return switch (asked.command()) {
            case RUN -> runTests(asked, invocation);
            case LIST -> list(invocation);
            case CONFIG ->
                answer(
                        runner.config(invocation),
                        view -> print(ConfigText.of(view, surroundings.workingDirectory()), SUCCESS));
            case CLEAN ->
                answer(
                        runner.clean(
                                invocation,
                                asked.removal().dryRun(),
                                asked.removal().kept()),
                        cleaned ->
                                print(CleanText.of(cleaned), cleaned.remaining().isEmpty() ? SUCCESS : NOT_REMOVED));
            case STAGING_CHECK -> stagingCheck(asked, invocation);
            case DOCTOR -> doctor(asked, invocation);
        };
    }

    private int runTests(Asked asked, Invocation invocation) {
        StopSignal stop = new StopSignal();
        try (Console console = Consoles.settings(asked, surroundings).open(out, err)) {
            signals.watch(stop, console::notice);
            return answer(runner.run(invocation, stop, console), exitCode -> exitCode);
        }
    }

    private int stagingCheck(Asked asked, Invocation invocation) {
        StopSignal stop = new StopSignal();
        signals.watch(stop, err::println);
        boolean json = asked.output().format() == Asked.Format.JSON;
        Consumer<StagingChecked> lines = json ? check -> {} : check -> printNow(StagingCheckText.line(check));
        return answer(
                runner.stagingCheck(invocation, stop, lines),
                verdict -> print(
                        json ? List.of(new EventCodec().write(verdict)) : StagingCheckText.end(verdict),
                        verdict.outcome().exitCode()));
    }

    private int doctor(Asked asked, Invocation invocation) {
        Optional<Problem> unwritable = asked.mending().sarif().flatMap(SarifFile::check);
        if (unwritable.isPresent()) {
            return refuse(List.of(unwritable.get()));
        }
        StopSignal stop = new StopSignal();
        signals.watch(stop, err::println);
        DoctorRequest request = new DoctorRequest(
                asked.request().where().compose(),
                asked.request().where().dockerBypass(),
                asked.mending().fix(),
                asked.removal().dryRun(),
                asked.mending().noGit());
        return answer(runner.doctor(invocation, request, stop), examination -> {
            Optional<Problem> unwritten =
                    asked.mending().sarif().flatMap(file -> SarifFile.write(file, examination, version()));
            boolean json = asked.output().format() == Asked.Format.JSON;
            print(json ? List.of(ExaminationJson.of(examination)) : DoctorText.of(examination), SUCCESS);
            return unwritten
                    .map(problem -> refuse(List.of(problem)))
                    .orElseGet(() -> stop.requested().map(Program::exitCode).orElseGet(examination::exitCode));
        });
    }

    private static int exitCode(StopSignal.Reason reason) {
        return switch (reason) {
            case INTERRUPTED -> INTERRUPTED;
            case TERMINATED -> TERMINATED;
        };
    }

    private void printNow(String line) {
        out.println(line);
        out.flush();
    }

    /** The project's build may take its time: a line says so, on standard error. */
    private int list(Invocation invocation) {
        StopSignal stop = new StopSignal();
        signals.watch(stop, err::println);
        EventSink builds = event -> {
            if (event instanceof BuildStarted build) {
                err.println("runner: building the project: " + String.join(" ", build.command()));
            }
        };
        return answer(runner.list(invocation, stop, builds), this::printPlan);
    }

    private int printPlan(PlanView plan) {
        return print(PlanText.of(plan), plan.tests() == 0 ? NOTHING_MATCHED : SUCCESS);
    }

    private <T> int answer(Checked<T> answer, ToIntFunction<T> print) {
        return answer.<Integer>fold(print::applyAsInt, this::refuse);
    }

    private int refuse(List<Problem> problems) {
        problems.forEach(problem -> err.println("runner: " + ProblemText.of(problem, surroundings.workingDirectory())));
        return WRONG_USAGE;
    }

    private int print(List<String> lines, int exitCode) {
        lines.forEach(out::println);
        return exitCode;
    }

    /** From the jar's manifest; a class folder has none. */
    static String version() {
        return Optional.ofNullable(Program.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
    }
}
