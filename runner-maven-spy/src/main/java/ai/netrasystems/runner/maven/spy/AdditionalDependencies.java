package ai.netrasystems.runner.maven.spy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** Resolves Surefire's {@code additionalClasspathDependencies} as it does: each with what it needs at run time. */
final class AdditionalDependencies {
    private final MavenSession session;
    private final MavenProject project;
    private final RepositorySystem repository;

    AdditionalDependencies(MavenSession session, MavenProject project, RepositorySystem repository) {
        this.session = session;
        this.project = project;
        this.repository = repository;
    }

    /** Their files. Each dependency is given by the names of its elements in a POM. */
    List<String> files(List<Map<String, String>> dependencies) throws DependencyResolutionException {
        List<String> files = new ArrayList<>();
        for (Map<String, String> given : dependencies) {
            Dependency dependency = new Dependency();
            dependency.setGroupId(given.get("groupId"));
            dependency.setArtifactId(given.get("artifactId"));
            dependency.setVersion(given.get("version"));
            dependency.setClassifier(given.get("classifier"));
            dependency.setType(given.getOrDefault("type", "jar"));
            dependency.setScope(given.getOrDefault("scope", "compile"));
            CollectRequest collect = new CollectRequest(
                    List.of(RepositoryUtils.toDependency(
                            dependency, session.getRepositorySession().getArtifactTypeRegistry())),
                    null,
                    project.getRemoteProjectRepositories());
            DependencyRequest request = new DependencyRequest(
                    collect,
                    (node, parents) -> node.getDependency() == null
                            || List.of("compile", "runtime", "")
                                    .contains(node.getDependency().getScope()));
            for (ArtifactResult result : repository
                    .resolveDependencies(session.getRepositorySession(), request)
                    .getArtifactResults()) {
                files.add(result.getArtifact().getFile().getAbsolutePath());
            }
        }
        return files;
    }
}
