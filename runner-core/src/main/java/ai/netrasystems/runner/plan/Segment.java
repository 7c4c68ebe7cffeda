package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunnerConfig.FailFast;
import ai.netrasystems.runner.config.tags.TagSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A part of a layer whose units stand together: all of it, or one category where a failure ends the layer after its
 * category. Filters of two segments of a layer never match the same test.
 *
 * @param categories indexes of the categories that its tests may be in
 * @param filter empty where every test matches
 */
record Segment(List<Integer> categories, Optional<TagSyntax> filter) {
    /** Those of a layer, in order; {@code groups}: tags that a test must match besides. */
    static List<Segment> of(LayerFilter layer, Optional<TagSyntax> groups) {
        Optional<TagSyntax> all = LayerFilter.and(layer.filter(), groups);
        List<Integer> indexes = IntStream.range(0, layer.tags().size()).boxed().toList();
        if (layer.draft().failFast() != FailFast.CATEGORY) {
            return List.of(new Segment(indexes, all));
        }
        List<Segment> segments = new ArrayList<>();
        for (int index : indexes) {
            Optional<TagSyntax> own = LayerFilter.and(
                    Optional.of(layer.tags().get(index)), notAny(layer.tags().subList(0, index)));
            segments.add(new Segment(List.of(index), LayerFilter.and(all, own)));
        }
        if (!layer.onlyCategories()) {
            segments.add(new Segment(List.of(), LayerFilter.and(all, notAny(layer.tags()))));
        }
        return List.copyOf(segments);
    }

    private static Optional<TagSyntax> notAny(List<TagSyntax> tags) {
        return LayerFilter.or(tags).map(TagSyntax.Not::new);
    }
}
