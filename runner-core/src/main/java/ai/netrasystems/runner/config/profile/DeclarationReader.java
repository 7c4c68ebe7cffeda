package ai.netrasystems.runner.config.profile;

import static ai.netrasystems.runner.config.profile.ProfileKeys.ACCEPT_UNDECLARED_UNTIL;
import static ai.netrasystems.runner.config.profile.ProfileKeys.DECLARATION;
import static ai.netrasystems.runner.config.profile.ProfileKeys.ENVIRONMENTS;
import static ai.netrasystems.runner.config.profile.ProfileKeys.KEYS;
import static ai.netrasystems.runner.config.profile.ProfileKeys.TARGET;

import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.Problems;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.staging.DeclarationRule;
import java.security.PublicKey;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what a system must say of itself. The signed form is demanded unless the profile says {@code plain}. */
final class DeclarationReader {
    private static final String NONE = "none";
    private static final List<String> STANDARD_ENVIRONMENTS = List.of("staging");

    private final Problems problems;
    private final ProfileValues values;

    DeclarationReader(Problems problems, ProfileValues values) {
        this.problems = problems;
        this.values = values;
    }

    /** How a system may declare itself. */
    enum Form {
        PLAIN,
        SIGNED
    }

    DeclarationRule read(MapReader reader) {
        String prefix = TARGET + ".";
        List<String> given = reader.texts(ENVIRONMENTS);
        List<String> environments = given.isEmpty() ? STANDARD_ENVIRONMENTS : given;
        values.put(
                prefix + ENVIRONMENTS,
                String.join(", ", STANDARD_ENVIRONMENTS),
                given.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", given)),
                reader.originOf(ENVIRONMENTS));
        if (environments.stream().anyMatch(it -> it.strip().equalsIgnoreCase("production"))) {
            problems.add(
                    "`production` is no environment for tests", reader.originOf(ENVIRONMENTS), "take it off the list");
        }
        Optional<Form> form = reader.choice(DECLARATION, Form.class);
        values.put(
                prefix + DECLARATION,
                MapReader.label(Form.SIGNED),
                form.map(MapReader::label),
                reader.originOf(DECLARATION));
        List<PublicKey> keys = keys(reader, form.orElse(Form.SIGNED));
        Optional<LocalDate> until = until(reader);
        values.put(
                prefix + ACCEPT_UNDECLARED_UNTIL,
                NONE,
                until.map(Object::toString),
                reader.originOf(ACCEPT_UNDECLARED_UNTIL));
        return new DeclarationRule(environments, keys, until);
    }

    private List<PublicKey> keys(MapReader reader, Form form) {
        List<YamlScalar> texts = reader.scalars(KEYS);
        if (form == Form.PLAIN) {
            if (!texts.isEmpty()) {
                problems.add(
                        "`declaration: plain` asks for no signature, so `keys` would do nothing",
                        reader.originOf(KEYS),
                        "leave one of the two out");
            }
            return List.of();
        }
        if (texts.isEmpty()) {
            problems.add(
                    "a signed declaration needs the public `keys` of those who may sign it",
                    reader.origin(),
                    "or say `target: {declaration: plain}`, if a name in JSON is proof enough there");
        }
        List<PublicKey> keys = new ArrayList<>();
        for (YamlScalar text : texts) {
            PublicKeyText.parse(text.text())
                    .ifPresentOrElse(
                            keys::add,
                            () -> problems.add(
                                    "this is no public key in PEM (Ed25519, or EC on P-256)",
                                    text.origin(),
                                    "`openssl pkey -in key.pem -pubout` prints one"));
        }
        values.set(
                TARGET + "." + KEYS,
                keys.size() + (keys.size() == 1 ? " public key" : " public keys"),
                reader.originOf(KEYS));
        return keys;
    }

    private Optional<LocalDate> until(MapReader reader) {
        return reader.text(ACCEPT_UNDECLARED_UNTIL).flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text));
            } catch (DateTimeParseException noDate) {
                problems.add(
                        "`" + text + "` is no date",
                        reader.originOf(ACCEPT_UNDECLARED_UNTIL),
                        "write it like 2026-12-31, at most 90 days from now");
                return Optional.empty();
            }
        });
    }
}
