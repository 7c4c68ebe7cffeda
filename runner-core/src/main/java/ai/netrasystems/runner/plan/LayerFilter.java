package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunRequest.Selection;
import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.config.tags.TagSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A layer with the tags that take a test into it: {@code (categories) & (include) & !(exclude) & !(what earlier layers
 * took) & (e2e, under --staging-e2e)}. Filters of two layers never match the same test. Tests of Surefire and of
 * Failsafe have categories of their own, and so each layer has a filter for either.
 *
 * @param integration whether it is for Failsafe's tests
 * @param categories of the draft, those for such tests
 * @param tags of each of the categories, in the same order
 * @param filter empty where every test matches
 * @param unnarrowed the same without the command line's narrowing
 * @param narrowed whether the command line narrows by tags
 */
record LayerFilter(
        ChosenLayers.Draft draft,
        boolean integration,
        List<Category> categories,
        List<TagSyntax> tags,
        Optional<TagSyntax> filter,
        Optional<TagSyntax> unnarrowed,
        boolean narrowed) {

    /** {@code alsoIn}: tags that a test must match besides; empty where there are none. */
    static List<LayerFilter> each(
            List<ChosenLayers.Draft> drafts, boolean integration, Selection selection, Optional<TagSyntax> alsoIn) {
        Optional<TagSyntax> asked = and(
                and(
                        joined(selection.includeTags()),
                        joined(selection.excludeTags()).map(TagSyntax.Not::new)),
                alsoIn);
        List<LayerFilter> layers = new ArrayList<>();
        List<TagSyntax> taken = new ArrayList<>();
        for (ChosenLayers.Draft draft : drafts) {
            List<Category> categories = draft.categories().stream()
                    .filter(category -> category.integration() == integration)
                    .toList();
            List<TagSyntax> tags = categories.stream()
                    .map(category -> TagSyntax.reread(category.tags()))
                    .toList();
            Optional<TagSyntax> own = integration || draft.onlyCategories() ? or(tags) : Optional.empty();
            Optional<TagSyntax> unnarrowed = and(own, or(taken).map(TagSyntax.Not::new));
            layers.add(new LayerFilter(
                    draft, integration, categories, tags, and(unnarrowed, asked), unnarrowed, asked.isPresent()));
            own.ifPresent(taken::add);
        }
        return layers;
    }

    /** Whether tests of no category stay out; Failsafe's are off by default. */
    boolean onlyCategories() {
        return integration || draft.onlyCategories();
    }

    /** Whether any such test can be in it. */
    boolean takesAny() {
        return !(onlyCategories() && categories.isEmpty());
    }

    private static Optional<TagSyntax> joined(List<String> expressions) {
        return or(expressions.stream().map(TagSyntax::reread).toList());
    }

    static Optional<TagSyntax> or(List<TagSyntax> parts) {
        return parts.size() < 2 ? parts.stream().findFirst() : Optional.of(new TagSyntax.Or(parts));
    }

    static Optional<TagSyntax> and(Optional<TagSyntax> left, Optional<TagSyntax> right) {
        List<TagSyntax> given = Stream.of(left, right).flatMap(Optional::stream).toList();
        return given.size() < 2 ? given.stream().findFirst() : Optional.of(new TagSyntax.And(given));
    }
}
