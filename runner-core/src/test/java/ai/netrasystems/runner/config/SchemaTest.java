package ai.netrasystems.runner.config;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import ai.netrasystems.runner.config.profile.ProfileKeys;
import ai.netrasystems.runner.config.rule.Severity;
import ai.netrasystems.runner.config.text.DurationText;
import ai.netrasystems.runner.config.yaml.MapReader;
import ai.netrasystems.runner.config.yaml.YamlDocument;
import ai.netrasystems.runner.config.yaml.YamlMap;
import ai.netrasystems.runner.config.yaml.YamlNode;
import ai.netrasystems.runner.config.yaml.YamlScalar;
import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.staging.TestUsers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the JSON Schema, the reader's keys and this project's own {@code runner.yml} to each other. */
@Tag("unit")
class SchemaTest {
    private static final JsonSchema SCHEMA = load();
    private static final String ACME =
            "staging: {profiles: {acme: {domain: acme.example, url: \"https://a.acme.example\","
                    + " services: {backend: {}, auth: {health: /up}}";
    private static final String KEY = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    private static final Path OWN = Path.of("..", "runner.yml");

    @Test
    void the_schema_has_exactly_the_keys_that_the_reader_knows() {
        JsonNode defs = SCHEMA.getSchemaNode().get("$defs");
        JsonNode top = SCHEMA.getSchemaNode().get("properties");
        Map.ofEntries(
                        entry(SCHEMA.getSchemaNode(), ConfigKeys.TOP),
                        entry(top.get("environment"), ConfigKeys.OF_ENVIRONMENT),
                        entry(top.get("staging"), ConfigKeys.OF_STAGING),
                        entry(top.get("retries").get("oneOf").get(1), ConfigKeys.OF_RETRIES),
                        entry(defs.get("category"), ConfigKeys.OF_CATEGORY),
                        entry(defs.get("layer"), ConfigKeys.OF_LAYER),
                        entry(defs.get("mode"), ConfigKeys.OF_MODE),
                        entry(defs.get("quarantine"), ConfigKeys.OF_QUARANTINE),
                        entry(top.get("doctor"), ConfigKeys.OF_DOCTOR),
                        entry(defs.get("doctorPath"), ConfigKeys.OF_PATH_RULES),
                        entry(defs.get("doctorRules"), DoctorReader.RULE_IDS),
                        entry(defs.get("profile"), ProfileKeys.OF_PROFILE),
                        entry(defs.get("profileService"), ProfileKeys.OF_SERVICE),
                        entry(defs.get("profileWebSocket"), ProfileKeys.OF_WEBSOCKET),
                        entry(defs.get("profileTarget"), ProfileKeys.OF_TARGET),
                        entry(defs.get("profileToken"), ProfileKeys.OF_TOKEN),
                        entry(defs.get("profileLimits"), ProfileKeys.OF_LIMITS))
                .forEach((node, keys) -> {
                    assertThat(node.get("properties").fieldNames())
                            .toIterable()
                            .containsExactlyInAnyOrderElementsOf(keys);
                    assertThat(node.get("additionalProperties").asBoolean(true)).isFalse();
                });
    }

    @Test
    void the_schema_has_exactly_the_words_that_the_reader_knows() {
        JsonNode defs = SCHEMA.getSchemaNode().get("$defs");
        assertThat(words(defs.get("category"), ConfigKeys.PRIORITY)).isEqualTo(labels(RunnerConfig.Priority.values()));
        JsonNode top = SCHEMA.getSchemaNode();
        assertThat(words(top, ConfigKeys.FALLBACK)).isEqualTo(labels(Fallback.values()));
        assertThat(words(top, ConfigKeys.FLAKY)).isEqualTo(labels(Flaky.values()));
        assertThat(words(top, ConfigKeys.ORDER)).isEqualTo(labels(RunnerConfig.Order.values()));
        assertThat(words(top, ConfigKeys.DEGRADED)).isEqualTo(labels(Degraded.values()));
        assertThat(words(top.get("properties").get(ConfigKeys.ENVIRONMENT), ConfigKeys.PROVIDER))
                .isEqualTo(labels(RunRequest.EnvironmentChoice.values()));
        assertThat(defs.get("severity").get("enum"))
                .map(JsonNode::asText)
                .containsExactlyElementsOf(
                        Arrays.stream(Severity.values()).map(MapReader::label).toList());
        assertThat(words(defs.get("profileToken"), "users")).isEqualTo(labels(TestUsers.values()));
        assertThat(words(defs.get("layer"), ConfigKeys.FAIL_FAST)).isEqualTo(labels(RunnerConfig.FailFast.values()));
    }

    @Test
    void the_projects_own_file_fits_the_schema_and_the_reader() {
        YamlMap own = YamlDocument.read(OWN).fold(YamlDocument::root, problems -> {
            throw new AssertionError(problems);
        });

        assertThat(SCHEMA.validate(json(own))).isEmpty();
        LoadedConfig loaded = new ConfigReader(Path.of("").toAbsolutePath(), java.util.Optional.empty())
                .read(java.util.Optional.of(OWN))
                .fold(config -> config, problems -> {
                    throw new AssertionError(problems);
                });
        assertThat(loaded.config().modes().keySet())
                .extracting(Object::toString)
                .contains("fast_feedback", "nightly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "categories: {a: {tags: a, timeout: 5 min, priority: low, services: [x, y], required: true, impact: i}}",
                "categories: {a: {}}\nlayers: {l: {categories: a, budget: 1h, fail-fast: off, pass-rate: 1,"
                        + " max-failures: 0}}\nmodes: {m: {layers: [l], budget: 2h}}",
                "quarantine: [{test: A*, reason: r, until: 2026-12-31}]",
                "timeout: 1h\ntest-timeout: 30s\ncompose: a.yml\nenvironment: {start-timeout: 2m}",
                "doctor: {rules: {context-git: off, base-not-alpine: error}, large-file: 1.5 mb,"
                        + " paths: [{path: \"legacy/**\", rules: {base-unpinned: note}}]}",
                "categories: {a: }",
                "workers: 4\nretries: 2\nflaky: fail\norder: random",
                "retries: {times: 3, backoff: 500ms, brake: 0}",
                "categories: {it: {integration: false}, a: {integration: true}}\nlayers: {l: {categories: [a, it],"
                        + " fail-fast: category}}",
                "fallback: never\ndegraded: pass\nenvironment: {provider: staging, service-timeout: 20s}",
                "staging: {profile: netra, hosts: {a.example: 127.0.0.1, b.example: \"[::1]:8443\"}, trust: ca.pem, hosts-for-worker: true, trust-for-worker: false,"
                        + " bypass-key-file: key, cold-start: 3s}",
                ACME + ", target: {declaration: plain}, token: {source: fixed, secret-env: TOKEN}}}}",
                ACME + ", websocket: {url: \"wss://b.acme.example/ws\", subprotocols: [a, b]}, mutates: true,"
                        + " target: {environments: [staging, qa], declaration: plain, accept-undeclared-until: 2026-12-31},"
                        + " token: {source: e2e, endpoint: /login, accepted-by: /me, secret-file: key, users: per-worker},"
                        + " limits: {concurrency: 2, rate: 10}}}}",
                ACME + ", target: {declaration: plain},"
                        + " token: {source: hs256, issuer: me, lifetime: 10 min, secret-env: SECRET}}}}",
                ACME + ", target: {keys: [" + KEY
                        + "]}, token: {source: command, command: [print, token], lifetime: 5m}}}}",
            })
    void what_both_take(String yaml) {
        assertThat(bySchema(yaml)).isTrue();
        assertThat(Configs.read(yaml)).isInstanceOf(Checked.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown: 1",
                "categories: {a: {unknown: 1}}",
                "categories: {a: {required: maybe}}",
                "categories: {a: {timeout: 5}}",
                "categories: {a: {priority: highest}}",
                "categories: {a b: {}}",
                "categories: [a]",
                "categories: {a: {}}\nlayers: {l: {}}",
                "categories: {a: {}}\nlayers: {l: {categories: [a, a]}}",
                "categories: {a: {}}\nlayers: {l: {categories: a, pass-rate: 2}}",
                "categories: {a: {}}\nlayers: {l: {categories: a, max-failures: -1}}",
                "categories: {a: {}}\nlayers: {l: {categories: a}}\nmodes: {m: {}}",
                "quarantine: [{test: A*, reason: r}]",
                "quarantine: [{test: A*, reason: r, until: soon}]",
                "environment: {start-timeout: fast}",
                "environment: {provider: docker}",
                "workers: 0",
                "retries: -1",
                "retries: many",
                "retries: [1]",
                "retries: {time: 1}",
                "retries: {backoff: 1}",
                "flaky: maybe",
                "order: alphabetical",
                "fallback: always",
                "degraded: maybe",
                "staging: {bypass-key: abc}",
                "staging: {profiles: {netra: {}}}",
                "staging: {profiles: {acme: {}}}",
                ACME + "}}}",
                ACME + ", target: {declaration: maybe}, token: {source: fixed, secret-env: TOKEN}}}}",
                ACME + ", target: {declaration: plain}, token: {source: guess}}}}",
                ACME + ", target: {declaration: plain}, token: {source: fixed, secret: abc}}}}",
                ACME + ", target: {declaration: plain}, token: {source: fixed, secret-env: \"a b\"}}}}",
                ACME + ", target: {declaration: plain}, token: {source: e2e, endpoint: \"//evil.example/x\"}}}}",
                ACME + ", target: {declaration: plain}, token: {source: e2e}, limits: {rate: 0}}}}",
                "staging: {hosts: [a]}",
                "staging: {hosts: {a: {}}}",
            })
    void what_both_refuse(String yaml) {
        assertThat(bySchema(yaml)).isFalse();
        assertThat(Configs.read(yaml)).isInstanceOf(Checked.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"30s", "5 min", "1h30m", "1.5s", "30", "5 mins", "s", "-1s", "1h 30"})
    void durations_are_the_same_to_both(String text) {
        assertThat(bySchema("timeout: \"" + text + "\""))
                .isEqualTo(DurationText.parse(text).isPresent());
    }

    private static boolean bySchema(String yaml) {
        YamlMap root = YamlDocument.parse(yaml, Path.of("runner.yml"), Origin.Source.FILE)
                .fold(YamlDocument::root, problems -> {
                    throw new AssertionError(problems);
                });
        return SCHEMA.validate(json(root)).isEmpty();
    }

    private static List<String> words(JsonNode shape, String key) {
        List<String> words = new ArrayList<>();
        shape.get("properties").get(key).get("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> labels(Enum<?>... constants) {
        return Arrays.stream(constants).map(MapReader::label).toList();
    }

    /** YAML 1.2's core schema, as an editor that checks against a JSON Schema sees the file. */
    private static JsonNode json(YamlNode node) {
        return node.<JsonNode>fold(
                SchemaTest::scalar,
                list -> {
                    ArrayNode array = JsonNodeFactory.instance.arrayNode();
                    list.items().forEach(item -> array.add(json(item)));
                    return array;
                },
                map -> {
                    ObjectNode object = JsonNodeFactory.instance.objectNode();
                    map.entries().values().forEach(entry -> object.set(entry.key(), json(entry.value())));
                    return object;
                });
    }

    private static JsonNode scalar(YamlScalar scalar) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (scalar.isEmptyValue()) {
            return json.nullNode();
        }
        if (scalar.plain() && scalar.text().matches("true|false")) {
            return json.booleanNode(Boolean.parseBoolean(scalar.text()));
        }
        if (scalar.plain() && scalar.text().matches("-?[0-9]+")) {
            return json.numberNode(Long.parseLong(scalar.text()));
        }
        if (scalar.plain() && scalar.text().matches("-?[0-9]+\\.[0-9]+")) {
            return json.numberNode(new BigDecimal(scalar.text()));
        }
        return json.textNode(scalar.text());
    }

    private static JsonSchema load() {
        try (InputStream file = Objects.requireNonNull(SchemaTest.class.getResourceAsStream("runner.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
