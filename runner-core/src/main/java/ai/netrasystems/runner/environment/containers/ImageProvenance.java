package ai.netrasystems.runner.environment.containers;

import ai.netrasystems.runner.model.EnvironmentKind;
import ai.netrasystems.runner.model.Provenance;
import ai.netrasystems.runner.model.ServiceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the results of a run on these images come from. */
record ImageProvenance(Map<ServiceName, ImageResult.Present> images) {
    /** The images that this run built, which are what is under test; where it built none, all of them. */
    Provenance provenance() {
        boolean anyBuilt = images.values().stream().anyMatch(ImageResult.Present::built);
        String source = images.entrySet().stream()
                .filter(entry -> !anyBuilt || entry.getValue().built())
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + " " + entry.getValue().shortId())
                .collect(Collectors.joining(", "));
        return new Provenance(EnvironmentKind.CONTAINERS, "images " + source, revision(), Optional.empty());
    }

    /** What the built images say of their source; where they say nothing, which image it is, if it is only one. */
    private Optional<String> revision() {
        List<ImageResult.Present> built =
                images.values().stream().filter(ImageResult.Present::built).toList();
        Set<String> revisions = new TreeSet<>();
        built.forEach(image -> image.revision().ifPresent(revisions::add));
        if (revisions.isEmpty()) {
            built.forEach(image -> revisions.add(image.shortId()));
            return revisions.size() == 1 ? Optional.of(revisions.iterator().next()) : Optional.empty();
        }
        return Optional.of(String.join(", ", revisions));
    }
}
