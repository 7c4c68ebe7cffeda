package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.discovery.classfile.ClassShape.Mark;
import ai.netrasystems.runner.plan.CandidateClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the candidates that are tests of a certain framework by what they carry themselves or extend directly. */
public final class ForeignTests {
    private ForeignTests() {}

    /**
     * Names of the candidates that carry an annotation of one of these names or packages, on the class or a method, or
     * extend such a class.
     *
     * @param types beginnings of internal names, such as {@code org/testng/}
     */
    public static List<String> among(List<CandidateClass> candidates, ClasspathFiles files, String... types) {
        List<String> found = new ArrayList<>();
        for (CandidateClass candidate : candidates) {
            if (!candidate.tagsKnown() && shows(candidate.className(), files, List.of(types))) {
                found.add(candidate.className());
            }
        }
        return List.copyOf(found);
    }

    private static boolean shows(String className, ClasspathFiles files, List<String> types) {
        try {
            Optional<ClassShape> shape =
                    files.first(className.replace('.', '/') + ".class").flatMap(ClassShapeReader::read);
            return shape.stream()
                    .flatMap(found -> Stream.concat(
                            found.superName().stream(),
                            Stream.concat(
                                            found.marks().stream(),
                                            found.methods().stream().flatMap(method -> method.marks().stream()))
                                    .map(Mark::type)))
                    .anyMatch(name -> types.stream().anyMatch(name::startsWith));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
