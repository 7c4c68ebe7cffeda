package ai.netrasystems.runner.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No option without a test that shows what it does, and none in {@code --help} that is not read. */
@Tag("unit")
class OptionCoverageTest {
    /** Classes whose tests are marked with {@link Covers}. */
    private static final List<Class<?>> TESTS = List.of(CommandLineReaderTest.class);

    @ParameterizedTest
    @EnumSource(Command.class)
    void each_option_of_each_command_has_a_behaviour_test(Command command) {
        Map<Command, Set<Option>> covered = new EnumMap<>(Command.class);
        TESTS.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .filter(method -> method.isAnnotationPresent(Covers.class))
                .map(method -> method.getAnnotation(Covers.class))
                .forEach(covers -> covered.computeIfAbsent(covers.command(), key -> EnumSet.noneOf(Option.class))
                        .addAll(Arrays.asList(covers.value())));

        assertThat(covered.get(command)).containsExactlyInAnyOrderElementsOf(command.options());
    }

    @ParameterizedTest
    @EnumSource(Command.class)
    void help_shows_the_options_of_the_command_and_no_other(Command command) {
        String help = String.join("\n", HelpText.of(command)) + "\n";

        for (Option option : Option.values()) {
            boolean shown = help.contains(" " + option.text() + " ");
            assertThat(shown).as(option.text()).isEqualTo(command.options().contains(option));
        }
    }
}
