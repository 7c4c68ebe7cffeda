import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.eventspy.AbstractEventSpy;
import org.apache.maven.execution.ExecutionEvent;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Sits in the Maven that runs {@code mvn test} and keeps what each execution of Surefire reports. Two executions of one
 * module write into one folder, under the same names, so that the first one's results would be lost.
 *
 * <p>{@code parity.spy} names the folder: {@code <n>/} holds an execution's reports, {@code executions} has a line for
 * each: {@code n TAB module directory TAB execution id TAB succeeded|failed}. Compiled by {@code Parity.java} against
 * whatever Maven the project has.
 */
@Named
@Singleton
public final class ParitySpy extends AbstractEventSpy {
    private int count;

    @Override
    public void onEvent(Object event) throws Exception {
        if (event instanceof ExecutionEvent && isSurefire(((ExecutionEvent) event).getMojoExecution())) {
            ExecutionEvent execution = (ExecutionEvent) event;
            switch (execution.getType()) {
                case MojoStarted:
                    clear(reports(execution));
                    break;
                case MojoSucceeded:
                    keep(execution, "succeeded");
                    break;
                case MojoFailed:
                    keep(execution, "failed");
                    break;
                default:
            }
        }
    }

    private static boolean isSurefire(MojoExecution mojo) {
        return mojo != null && mojo.getArtifactId().equals("maven-surefire-plugin") && mojo.getGoal().equals("test");
    }

    private static Path reports(ExecutionEvent event) throws ExpressionEvaluationException {
        Xpp3Dom given = event.getMojoExecution().getConfiguration().getChild("reportsDirectory");
        String text = given == null ? null : given.getValue();
        if (text == null || text.isEmpty()) {
            text = "${project.build.directory}/surefire-reports";
        }
        Object value = new PluginParameterExpressionEvaluator(event.getSession(), event.getMojoExecution()).evaluate(text);
        return event.getProject().getBasedir().toPath().resolve(Paths.get(String.valueOf(value)));
    }

    private static void clear(Path reports) throws IOException {
        if (Files.isDirectory(reports)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "*.{xml,txt,dump,dumpstream}")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
    }

    private synchronized void keep(ExecutionEvent event, String end) throws Exception {
        Path folder = Paths.get(System.getProperty("parity.spy"));
        int number = ++count;
        Path kept = Files.createDirectories(folder.resolve(String.valueOf(number)));
        Path reports = reports(event);
        if (Files.isDirectory(reports)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
                for (Path file : files) {
                    Files.copy(file, kept.resolve(file.getFileName()));
                }
            }
        }
        String line = number + "\t" + event.getProject().getBasedir().toPath().toRealPath() + "\t"
                + event.getMojoExecution().getExecutionId() + "\t" + end;
        Files.write(
                folder.resolve("executions"),
                Arrays.asList(line),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
