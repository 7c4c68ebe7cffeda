package ai.netrasystems.runner.maven.spy;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.model.Build;
import org.apache.maven.model.Resource;
import org.apache.maven.project.MavenProject;

/** A project's own facts: where it lies, what its classes are made from, its artifacts in class path order. */
final class ProjectFacts {
    private ProjectFacts() {}

    static List<String> of(MavenProject project) {
        List<String> lines = new ArrayList<>();
        add(lines, "module", project.getBasedir().getAbsolutePath());
        add(lines, "name", project.getGroupId(), project.getArtifactId(), project.getVersion());
        add(lines, "packaging", project.getPackaging());
        for (MavenProject at = project; at != null && at.getFile() != null; at = at.getParent()) {
            add(lines, "pom", at.getFile().getAbsolutePath());
        }
        Build build = project.getBuild();
        add(lines, "build-directory", build.getDirectory());
        add(lines, "output", build.getOutputDirectory());
        add(lines, "test-output", build.getTestOutputDirectory());
        project.getCompileSourceRoots().forEach(root -> add(lines, "source", root));
        project.getTestCompileSourceRoots().forEach(root -> add(lines, "source", root));
        addResources(lines, project.getResources());
        addResources(lines, project.getTestResources());
        // The last mojo's scope narrows what getArtifacts() shows; every mojo sets it anew, so nothing is put back.
        project.setArtifactFilter(artifact -> true);
        project.getArtifacts().forEach(artifact -> addArtifact(lines, artifact));
        return lines;
    }

    private static void addResources(List<String> lines, Collection<Resource> resources) {
        resources.forEach(resource -> add(lines, "source", resource.getDirectory()));
    }

    private static void addArtifact(List<String> lines, Artifact artifact) {
        File file = artifact.getFile();
        if (file != null) {
            add(
                    lines,
                    "artifact",
                    file.getAbsolutePath(),
                    artifact.getGroupId(),
                    artifact.getArtifactId(),
                    artifact.getBaseVersion(),
                    artifact.getType(),
                    artifact.getClassifier() == null ? "" : artifact.getClassifier(),
                    artifact.getScope() == null ? "" : artifact.getScope(),
                    String.valueOf(artifact.getArtifactHandler().isAddedToClasspath()));
        }
    }

    private static void add(List<String> lines, String... words) {
        lines.add(SpyLine.of(List.of(words)));
    }
}
