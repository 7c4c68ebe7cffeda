package ai.netrasystems.runner.doctor.fix;

import ai.netrasystems.runner.doctor.compose.Reference;
import ai.netrasystems.runner.model.Checked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides which paths of Compose files are corrected: those with one sure answer, and one place. Used once. */
final class CorrectionPlan {
    private final List<Correction> corrections = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final Map<Path, Checked<String>> texts = new HashMap<>();

    CorrectionPlan(List<Reference> references, WriteTarget targets) {
        for (Reference reference : new LinkedHashSet<>(references)) {
            reference.sure().ifPresent(sure -> plan(reference, sure, targets));
        }
    }

    List<Correction> corrections() {
        return List.copyOf(corrections);
    }

    List<Proposal> proposals() {
        return List.copyOf(proposals);
    }

    private void plan(Reference reference, String sure, WriteTarget targets) {
        Optional<Path> target = targets.of(reference.file());
        if (target.isEmpty()) {
            propose(reference, sure, WriteTarget.OUTSIDE);
            return;
        }
        Path file = target.get();
        Correction correction =
                new Correction(reference.file(), file, reference.line(), reference.key(), reference.written(), sure);
        Checked<String> text = texts.computeIfAbsent(file, ComposeText::read);
        Checked<String> after = text.then(it -> ComposeText.corrected(it, correction));
        Optional<String> refused = after.fold(
                changed -> Optional.empty(),
                problems -> Optional.of(problems.get(0).message()));
        if (refused.isPresent()) {
            propose(reference, sure, refused.get());
        } else {
            texts.put(file, after);
            corrections.add(correction);
        }
    }

    private void propose(Reference reference, String sure, String why) {
        proposals.add(new Proposal(reference.file(), reference.line(), sure, why));
    }
}
