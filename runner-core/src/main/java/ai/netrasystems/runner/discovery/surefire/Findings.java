package ai.netrasystems.runner.discovery.surefire;

import ai.netrasystems.runner.discovery.maven.MavenModule;
import ai.netrasystems.runner.event.RunEvent;
import ai.netrasystems.runner.event.RunEvent.Noted.Level;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What reading a build comes upon: problems and notes, in order. Not thread-safe. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<RunEvent.Noted> notes = new ArrayList<>();

    static Origin origin(MavenModule module) {
        Path pom = module.poms().isEmpty()
                ? module.directory().resolve("pom.xml")
                : module.poms().get(0);
        return Origin.file(pom, 0);
    }

    void problem(MavenModule module, String message, String hint) {
        problems.add(Problem.of("module " + module.path() + ": " + message, origin(module), hint));
    }

    void problems(List<Problem> more) {
        problems.addAll(more);
    }

    void note(Level level, String text) {
        notes.add(new RunEvent.Noted(level, text));
    }

    List<Problem> problems() {
        return problems;
    }

    List<RunEvent.Noted> notes() {
        return notes;
    }
}
