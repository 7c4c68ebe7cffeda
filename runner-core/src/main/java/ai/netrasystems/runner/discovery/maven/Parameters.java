package ai.netrasystems.runner.discovery.maven;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a plug-in's execution, as text. Immutable. */
public record Parameters(List<Leaf> leaves) {
    /** A value, and the names that lead to it: the parameter's own first. */
    public record Leaf(List<String> path, String value) {
        /** Copies the list. */
        public Leaf {
            path = List.copyOf(path);
        }
    }

    /** Copies the list. */
    public Parameters {
        leaves = List.copyOf(leaves);
    }

    /** The parameters that have a value. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        leaves.forEach(leaf -> names.add(leaf.path().get(0)));
        return names;
    }

    /** The value of a parameter that is no tree; empty where it is not set or blank. */
    public Optional<String> text(String name) {
        return leaves.stream()
                .filter(leaf -> leaf.path().equals(List.of(name)))
                .map(leaf -> leaf.value().strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** A switch; {@code otherwise} where it is not set. */
    public boolean flag(String name, boolean otherwise) {
        return text(name).map(Boolean::parseBoolean).orElse(otherwise);
    }

    /** A whole number; 0 where it is not set or is none. */
    public int number(String name) {
        try {
            return text(name).map(value -> (int) Double.parseDouble(value)).orElse(0);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    /** Elements of a list without blank ones. Where it was given as one text (by a property), its parts at commas. */
    public List<String> list(String name) {
        List<String> list = new ArrayList<>();
        for (Leaf leaf : leaves) {
            if (leaf.path().get(0).equals(name)) {
                list.addAll(
                        leaf.path().size() == 1 ? Arrays.asList(leaf.value().split(",", -1)) : List.of(leaf.value()));
            }
        }
        return list.stream()
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Names and values of a map, in order; of {@code property/name, value} pairs too. Values may be empty. */
    public Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        Optional<String> pending = Optional.empty();
        for (Leaf leaf : leaves) {
            List<String> path = leaf.path();
            if (path.size() == 2 && path.get(0).equals(name)) {
                map.put(path.get(1), leaf.value());
            } else if (path.size() == 3 && path.subList(0, 2).equals(List.of(name, "property"))) {
                if (path.get(2).equals("name")) {
                    pending = Optional.of(leaf.value());
                    map.put(leaf.value(), "");
                } else if (pending.isPresent()) {
                    map.put(pending.get(), leaf.value());
                }
            }
        }
        return map;
    }
}
