package ai.netrasystems.runner.discovery.classfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * What a class file says about its class, as far as tests and tags depend on it. Names are internal ones
 * ({@code a/b/C$D}).
 *
 * @param access flags of the class file
 * @param superName empty only for {@code java/lang/Object} and modules
 * @param marks annotations that are visible at run time
 * @param members nested, inner and inherited-by-name member classes that the file declares as its own
 * @param fieldMarks annotations of all its fields (engines such as ArchUnit's look there)
 */
record ClassShape(
        String name,
        int access,
        Optional<String> superName,
        List<String> interfaces,
        List<Mark> marks,
        List<Method> methods,
        List<String> members,
        List<Mark> fieldMarks) {

    /**
     * An annotation.
     *
     * @param type internal name of its type
     * @param tags values, where it is Jupiter's {@code @Tag} or {@code @Tags}; empty for every other annotation
     * @param locks where it is Jupiter's {@code @ResourceLock}, {@code @ResourceLocks} or {@code @Isolated}
     */
    record Mark(String type, Optional<Set<String>> tags, Optional<LockMarks> locks) {
        Mark(String type) {
            this(type, Optional.empty(), Optional.empty());
        }
    }

    /** A method that the source declared; bridges and other synthetic ones are left out. */
    record Method(String name, String descriptor, int access, List<Mark> marks) {
        String signature() {
            return name + descriptor;
        }

        boolean isPrivate() {
            return (access & Opcodes.ACC_PRIVATE) != 0;
        }

        boolean isPackagePrivate() {
            return (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_PROTECTED | Opcodes.ACC_PUBLIC)) == 0;
        }
    }

    boolean canBeInstantiated() {
        return (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE | Opcodes.ACC_MODULE)) == 0;
    }

    String binaryName() {
        return name.replace('/', '.');
    }

    String packageName() {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
