package ai.netrasystems.runner.environment.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what a Dockerfile takes from its build context. */
final class CopySources {
    /** ADD fetches these; {@code git@} and {@code ssh://} only with BuildKit. */
    private static final Pattern REMOTE = Pattern.compile("(?:https?|git|ssh)://.*|git@.*", Pattern.DOTALL);

    private final Dockerfile dockerfile;
    private final Map<String, String> buildArgs;

    CopySources(Dockerfile dockerfile, Map<String, String> buildArgs) {
        this.dockerfile = dockerfile;
        this.buildArgs = buildArgs;
    }

    List<CopySource> list() {
        StageVariables variables = new StageVariables(dockerfile, buildArgs);
        Map<String, String> global = variables.global();
        Map<Integer, StageVariables.Scope> scopes = new HashMap<>();
        List<CopySource> found = new ArrayList<>();
        for (Stage stage : dockerfile.stages(buildArgs)) {
            StageVariables.Scope parent = stage.parent().map(scopes::get).orElse(null);
            StageVariables.Scope scope = parent == null
                    ? variables.new Scope(Map.of(), stage.isFromScratch(), global)
                    : variables.new Scope(parent.environment(), parent.environmentKnown(), global);
            for (Instruction instruction : stage.instructions()) {
                if ((instruction.is("COPY") || instruction.is("ADD"))
                        && instruction.flag("from").isEmpty()) {
                    sources(instruction, scope, found);
                }
                scope.pass(instruction);
            }
            scopes.put(stage.index(), scope);
        }
        return found;
    }

    private static void sources(Instruction instruction, StageVariables.Scope scope, List<CopySource> found) {
        List<String> words = instruction.arguments();
        for (String word : words.subList(0, words.size() - 1)) {
            if (!instruction.json() && Heredoc.opening(word).isPresent()) {
                continue;
            }
            StageVariables.Word source = scope.word(word);
            if (!REMOTE.matcher(source.text()).matches()) {
                found.add(new CopySource(instruction, source.text(), source.sure()));
            }
        }
    }
}
