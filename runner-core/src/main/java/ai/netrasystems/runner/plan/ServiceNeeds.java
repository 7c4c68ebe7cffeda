package ai.netrasystems.runner.plan;

import ai.netrasystems.runner.config.RunnerConfig.Category;
import ai.netrasystems.runner.model.ServiceName;
import ai.netrasystems.runner.plan.CandidateClass.CandidateTest;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What tests of a layer need: their category's services, and those of their own {@code service:<name>} tags. */
final class ServiceNeeds {
    private static final String TAG = "service:";

    private final LayerFilter layer;

    ServiceNeeds(LayerFilter layer) {
        this.layer = layer;
    }

    /**
     * What matching tests of one class need, and what may be needed by those that can't be read.
     *
     * @param categories indexes of those that they may be in
     */
    Set<ServiceName> of(List<CandidateTest> tests, boolean tagsKnown, List<Integer> categories) {
        Set<ServiceName> services = new LinkedHashSet<>();
        tests.forEach(test -> services.addAll(of(test.tags())));
        if (!tagsKnown) {
            categories.forEach(
                    index -> services.addAll(layer.categories().get(index).services()));
        }
        return services;
    }

    /** What a test with these tags needs. */
    Set<ServiceName> of(Set<String> tags) {
        Set<ServiceName> services = new LinkedHashSet<>(ofTags(tags));
        int category = category(tags);
        if (category >= 0) {
            Category first = layer.categories().get(category);
            services.addAll(first.services());
        }
        return services;
    }

    /** Index of the first category that matches, or -1. */
    int category(Set<String> tags) {
        for (int i = 0; i < layer.tags().size(); i++) {
            if (layer.tags().get(i).matches(tags)) {
                return i;
            }
        }
        return -1;
    }

    /** The services that {@code service:<name>} tags ask for. */
    static Set<ServiceName> ofTags(Set<String> tags) {
        Set<ServiceName> services = new LinkedHashSet<>();
        tags.stream()
                .filter(tag -> tag.startsWith(TAG) && tag.length() > TAG.length())
                .sorted()
                .forEach(tag -> services.add(new ServiceName(tag.substring(TAG.length()))));
        return services;
    }
}
