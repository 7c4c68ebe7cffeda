package ai.netrasystems.runner.config;

import ai.netrasystems.runner.config.RunRequest.Control;
import ai.netrasystems.runner.config.RunRequest.EnvironmentChoice;
import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.model.CategoryName;
import ai.netrasystems.runner.model.ModeName;
import ai.netrasystems.runner.model.ProfileName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds requests for tests. */
public final class Requests {
    private Optional<ModeName> mode = Optional.empty();
    private Selection selection = Selection.everything();
    private Optional<EnvironmentChoice> environment = Optional.empty();
    private boolean noDocker;
    private boolean dockerBypass;
    private boolean stagingE2e;
    private Optional<Fallback> fallback = Optional.empty();
    private Optional<ProfileName> staging = Optional.empty();
    private boolean skipHealthCheck;
    private boolean keepEnvironment;
    private Optional<Path> compose = Optional.empty();
    private Control control = Control.defaults();

    private Requests() {}

    public static Requests plain() {
        return new Requests();
    }

    public Requests mode(String name) {
        mode = Optional.of(new ModeName(name));
        return this;
    }

    public Requests selection(Selection narrowed) {
        selection = narrowed;
        return this;
    }

    public Requests categories(String... names) {
        return selection(new Selection(
                Stream.of(names).map(CategoryName::new).toList(),
                selection.includeTags(),
                selection.excludeTags(),
                selection.tests(),
                selection.classes(),
                selection.methods(),
                selection.packages(),
                selection.uniqueIds()));
    }

    public Requests tags(List<String> include, List<String> exclude) {
        return selection(new Selection(
                selection.categories(),
                include,
                exclude,
                selection.tests(),
                selection.classes(),
                selection.methods(),
                selection.packages(),
                selection.uniqueIds()));
    }

    public Requests names(
            List<String> tests,
            List<String> classes,
            List<String> methods,
            List<String> packages,
            List<String> uniqueIds) {
        return selection(new Selection(
                selection.categories(),
                selection.includeTags(),
                selection.excludeTags(),
                tests,
                classes,
                methods,
                packages,
                uniqueIds));
    }

    public Requests tests(String... globs) {
        return names(List.of(globs), List.of(), List.of(), List.of(), List.of());
    }

    public Requests environment(EnvironmentChoice choice) {
        environment = Optional.of(choice);
        return this;
    }

    public Requests noDocker() {
        noDocker = true;
        return this;
    }

    public Requests dockerBypass() {
        dockerBypass = true;
        return this;
    }

    public Requests stagingE2e() {
        stagingE2e = true;
        return this;
    }

    public Requests fallback(Fallback policy) {
        fallback = Optional.of(policy);
        return this;
    }

    public Requests staging(String profile) {
        staging = Optional.of(new ProfileName(profile));
        return this;
    }

    public Requests skipHealthCheck() {
        skipHealthCheck = true;
        return this;
    }

    public Requests keepEnvironment() {
        keepEnvironment = true;
        return this;
    }

    public Requests compose(String file) {
        compose = Optional.of(Path.of(file));
        return this;
    }

    public Requests control(Control how) {
        control = how;
        return this;
    }

    public Requests timeouts(Optional<Duration> test, Optional<Duration> run) {
        return control(new Control(false, test, run, RunRequest.NoTests.FAIL, RunRequest.BuildChoice.AUTO));
    }

    public RunRequest build() {
        RunRequest.Where where = new RunRequest.Where(
                environment,
                noDocker,
                dockerBypass,
                stagingE2e,
                fallback,
                staging,
                skipHealthCheck,
                keepEnvironment,
                compose);
        return new RunRequest(mode, selection, where, List.of(), control, Optional.empty());
    }
}
