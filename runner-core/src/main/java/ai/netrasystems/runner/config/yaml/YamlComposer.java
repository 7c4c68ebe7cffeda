package ai.netrasystems.runner.config.yaml;

import ai.netrasystems.runner.model.Checked;
import ai.netrasystems.runner.model.Origin;
import ai.netrasystems.runner.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds nodes from the parser's events. Not the library's own composer: that one recurses without a bound and keeps
 * no line of a duplicate key. Aliases share their node, so that memory stays small; the bound on nodes counts each
 * alias with all that stands below it, so that whoever walks the tree later is safe too. One use, one thread.
 */
final class YamlComposer {
    static final int MAX_DEPTH = 64;
    static final int MAX_NODES = 100_000;
    private static final String TAG_PREFIX = "tag:yaml.org,2002:";

    /** A node and how many nodes it holds with itself, aliases followed. */
    private record Sized(YamlNode node, int size) {}

    /** Ends the reading: the rest of a broken file can't be trusted. Never leaves this class. */
    private static final class Broken extends RuntimeException {
        final transient Problem problem;

        Broken(Problem problem) {
            super(problem.message(), null, false, false);
            this.problem = problem;
        }
    }

    private final Path file;
    private final Origin.Source source;
    private final Problems problems = new Problems();
    private final Map<Anchor, Optional<Sized>> anchors = new HashMap<>();

    YamlComposer(Path file, Origin.Source source) {
        this.file = file;
        this.source = source;
    }

    Checked<YamlMap> compose(String text) {
        try {
            YamlMap root = root(
                    new Parse(LoadSettings.builder().build()).parseString(text).iterator());
            return problems.check(() -> root);
        } catch (Broken broken) {
            problems.add(broken.problem);
        } catch (MarkedYamlEngineException syntax) {
            problems.add("not valid YAML: " + describe(syntax), at(syntax.getProblemMark()));
        } catch (YamlEngineException syntax) {
            problems.add("not valid YAML: " + syntax.getMessage(), at(Optional.empty()));
        }
        return new Checked.Invalid<>(problems.list());
    }

    private static String describe(MarkedYamlEngineException syntax) {
        String context = syntax.getContext();
        String problem = syntax.getProblem();
        return context == null || context.isBlank() ? problem : context + ", " + problem;
    }

    private YamlMap root(Iterator<Event> events) {
        YamlMap root = YamlMap.empty(at(Optional.empty()));
        int documents = 0;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentEnd, Comment -> {}
                case DocumentStart -> {
                    documents++;
                    if (documents > 1) {
                        throw new Broken(YamlDocument.secondDocument(at(event.getStartMark())));
                    }
                }
                case Alias, Scalar, SequenceStart, MappingStart, SequenceEnd, MappingEnd -> {
                    YamlNode node = node(event, events, 1).node();
                    root = node.<Optional<YamlMap>>fold(
                                    scalar -> scalar.isEmptyValue()
                                            ? Optional.of(YamlMap.empty(scalar.origin()))
                                            : Optional.empty(),
                                    list -> Optional.empty(),
                                    Optional::of)
                            .orElseThrow(() -> broken("expected `key: value` lines, found " + node.kind(), event));
                }
            }
        }
        return root;
    }

    private Sized node(Event event, Iterator<Event> events, int depth) {
        if (depth > MAX_DEPTH) {
            throw broken("nested deeper than " + MAX_DEPTH + " levels", event);
        }
        if (event instanceof AliasEvent alias) {
            return resolve(alias);
        }
        NodeEvent start = (NodeEvent) event;
        start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
        Sized built = switch (event.getEventId()) {
            case Scalar -> new Sized(scalar((ScalarEvent) event), 1);
            case SequenceStart -> list((SequenceStartEvent) event, events, depth);
            case MappingStart -> map((MappingStartEvent) event, events, depth);
            case Alias, Comment, DocumentEnd, DocumentStart, MappingEnd, SequenceEnd, StreamEnd, StreamStart ->
                throw new IllegalStateException("no node begins with " + event);
        };
        start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.of(built)));
        return built;
    }

    private Sized resolve(AliasEvent alias) {
        Optional<Sized> target = anchors.get(alias.getAlias());
        if (target == null) {
            throw broken("`*" + alias.getAlias() + "` refers to no anchor", alias);
        }
        return target.orElseThrow(() -> broken("`*" + alias.getAlias() + "` stands inside its own anchor", alias));
    }

    private YamlScalar scalar(ScalarEvent event) {
        boolean text = event.getTag()
                .map(tag -> tag.equals(TAG_PREFIX + "str") || tag.equals("!"))
                .orElse(false);
        checkTag(event.getTag(), event);
        return new YamlScalar(event.getValue(), event.isPlain() && !text, at(event.getStartMark()));
    }

    private Sized list(SequenceStartEvent start, Iterator<Event> events, int depth) {
        checkTag(start.getTag(), start);
        List<YamlNode> items = new ArrayList<>();
        int size = 1;
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            Sized item = node(next, events, depth + 1);
            items.add(item.node());
            size = grown(size, item, next);
        }
        return new Sized(new YamlList(items, at(start.getStartMark())), size);
    }

    private Sized map(MappingStartEvent start, Iterator<Event> events, int depth) {
        checkTag(start.getTag(), start);
        Map<String, YamlMap.Entry> entries = new LinkedHashMap<>();
        List<YamlNode> merged = new ArrayList<>();
        int size = 1;
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            YamlScalar key = key(next, events, depth);
            Sized value = node(events.next(), events, depth + 1);
            size = grown(size, value, next);
            if (key.plain() && key.text().equals("<<")) {
                merged.add(value.node());
                continue;
            }
            YamlMap.Entry earlier = entries.get(key.text());
            if (earlier != null) {
                problems.add(
                        "`" + key.text() + "` stands here a second time",
                        key.origin(),
                        "the first is in line " + earlier.keyOrigin().line());
            } else {
                entries.put(key.text(), new YamlMap.Entry(key.text(), key.origin(), value.node()));
            }
        }
        merged.forEach(node -> merge(node, entries));
        return new Sized(new YamlMap(entries, at(start.getStartMark())), size);
    }

    private YamlScalar key(Event event, Iterator<Event> events, int depth) {
        YamlNode key = node(event, events, depth + 1).node();
        return key.<Optional<YamlScalar>>fold(Optional::of, list -> Optional.empty(), map -> Optional.empty())
                .orElseThrow(() -> broken("a key must be a text, not " + key.kind(), event));
    }

    /** The merge key's rule (yaml.org/type/merge): what stands already wins; of several, the earlier. */
    private void merge(YamlNode node, Map<String, YamlMap.Entry> entries) {
        node.fold(
                scalar -> refuseMerge(scalar),
                list -> {
                    list.items()
                            .forEach(item -> item.fold(this::refuseMerge, this::refuseMerge, map -> {
                                map.entries().forEach(entries::putIfAbsent);
                                return true;
                            }));
                    return true;
                },
                map -> {
                    map.entries().forEach(entries::putIfAbsent);
                    return true;
                });
    }

    private boolean refuseMerge(YamlNode node) {
        problems.add("`<<` takes a map or a list of maps, not " + node.kind(), node.origin());
        return false;
    }

    private int grown(int size, Sized part, Event where) {
        if (size + part.size() > MAX_NODES) {
            throw broken("more than " + MAX_NODES + " nodes, aliases followed", where);
        }
        return size + part.size();
    }

    private void checkTag(Optional<String> tag, Event event) {
        tag.filter(name -> !name.startsWith(TAG_PREFIX) && !name.equals("!"))
                .ifPresent(name -> problems.add(YamlDocument.unknownTag(name, at(event.getStartMark()))));
    }

    private Broken broken(String message, Event event) {
        return new Broken(Problem.of(message, at(event.getStartMark())));
    }

    private Origin at(Optional<Mark> mark) {
        return new Origin(
                source, Optional.of(file), mark.map(m -> m.getLine() + 1).orElse(0), "");
    }
}
