package ai.netrasystems.runner.doctor.finding;

import ai.netrasystems.runner.config.rule.Rule;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.model.Origin;
import java.util.Optional;

/**
 * Something that breaks a rule.
 *
 * @param severity the rule's, unless the project says otherwise
 * @param where the file, absolute, and its line; empty for what is the machine's
 * @param why what is wrong: one sentence without a full stop, with the names that a person can look for
 * @param fix what to do: one sentence without a full stop
 */
public record Finding(Rule rule, Severity severity, Optional<Origin> where, String why, String fix) {
    /** Of a file, with the rule's own severity. */
    public static Finding of(Rule rule, Origin where, String why, String fix) {
        return new Finding(rule, rule.severity(), Optional.of(where), why, fix);
    }

    /** Of the machine or of what it is set up for, with the rule's own severity. */
    public static Finding ofMachine(Rule rule, String why, String fix) {
        return new Finding(rule, rule.severity(), Optional.empty(), why, fix);
    }

    /** The same, as serious as the project has it. */
    public Finding with(Severity severity) {
        return new Finding(rule, severity, where, why, fix);
    }
}
