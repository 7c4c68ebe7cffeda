package ai.netrasystems.runner.doctor.dockerfile;

import ai.netrasystems.runner.environment.image.Assignment;
import ai.netrasystems.runner.model.Origin;

/**
 * A build argument as a Compose file has it, variables not replaced.
 *
 * @param assignment its name and value; without a value, it is the variable of that name
 * @param origin the file and line where it stands
 */
record ComposeArgument(Assignment assignment, Origin origin) {
    /** Whether its value comes from a variable, and none stands in the file. */
    boolean isPassedOn() {
        return assignment.literal().isEmpty()
                && assignment.written().map(text -> text.indexOf('$') >= 0).orElse(true);
    }
}
