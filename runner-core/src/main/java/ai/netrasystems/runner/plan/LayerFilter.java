package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.config.tags.TagSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A layer with the tags that take a test into it: {@code (categories) & (include) & !(exclude) & !(what earlier layers
 * took) & (e2e, under --staging-e2e)}. Filters of two layers never match the same test.
 *
 * @param tags of each category of the draft, in the same order
 * @param filter empty where every test matches
 * @param unnarrowed the same without the command line's narrowing
 * @param narrowed whether the command line narrows by tags
 */
record LayerFilter(
        ChosenLayers.Draft draft,
        List<TagSyntax> tags,
        Optional<TagSyntax> filter,
        Optional<TagSyntax> unnarrowed,
        boolean narrowed) {

    /** {@code alsoIn}: tags that a test must match besides; empty where there are none. */
    static List<LayerFilter> each(List<ChosenLayers.Draft> drafts, Selection selection, Optional<TagSyntax> alsoIn) {
        Optional<TagSyntax> asked = and(
                and(
                        joined(selection.includeTags()),
                        joined(selection.excludeTags()).map(TagSyntax.Not::new)),
                alsoIn);
        List<LayerFilter> layers = new ArrayList<>();
        List<TagSyntax> taken = new ArrayList<>();
        for (ChosenLayers.Draft draft : drafts) {
            List<TagSyntax> tags = draft.categories().stream()
                    .map(category -> TagSyntax.reread(category.tags()))
                    .toList();
            Optional<TagSyntax> own = draft.onlyCategories() ? or(tags) : Optional.empty();
            Optional<TagSyntax> unnarrowed = and(own, or(taken).map(TagSyntax.Not::new));
            layers.add(new LayerFilter(draft, tags, and(unnarrowed, asked), unnarrowed, asked.isPresent()));
            own.ifPresent(taken::add);
        }
        return layers;
    }

    private static Optional<TagSyntax> joined(List<String> expressions) {
        return or(expressions.stream().map(TagSyntax::reread).toList());
    }

    private static Optional<TagSyntax> or(List<TagSyntax> parts) {
        return parts.size() < 2 ? parts.stream().findFirst() : Optional.of(new TagSyntax.Or(parts));
    }

    private static Optional<TagSyntax> and(Optional<TagSyntax> left, Optional<TagSyntax> right) {
        List<TagSyntax> given = Stream.of(left, right).flatMap(Optional::stream).toList();
        return given.size() < 2 ? given.stream().findFirst() : Optional.of(new TagSyntax.And(given));
    }
}
