package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.plan.ClassLocks;
import ai.netrasystems.runner.plan.ClassLocks.Access;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The locks of one annotation while it is read: {@code @ResourceLock}, its container, or {@code @Isolated}. Locks that
 * only code can tell ({@code providers}) may be on anything, and so nothing may run beside them.
 */
final class LockMarks {
    private static final String PARALLEL = "org/junit/jupiter/api/parallel/";
    private static final String ISOLATED = PARALLEL + "Isolated";

    /** JUnit's {@code ExclusiveResource.GLOBAL_KEY}: every other test reads it. */
    private static final String GLOBAL = "org.junit.platform.engine.support.hierarchical.ExclusiveResource.GLOBAL_KEY";

    static final Set<String> MARKS = Set.of(PARALLEL + "ResourceLock", PARALLEL + "ResourceLocks", ISOLATED);

    private ClassLocks locks;

    LockMarks(String type) {
        locks = new ClassLocks(Map.of(), type.equals(ISOLATED));
    }

    ClassLocks locks() {
        return locks;
    }

    /** Reads the annotation's values; {@code null}, as ASM has it, where there is nothing to read but a reason. */
    @Nullable
    AnnotationVisitor values() {
        return locks.isolated() ? null : new Values();
    }

    /** One annotation; those inside a container's array have visitors of their own. */
    private final class Values extends AnnotationVisitor {
        private String key = "";
        private Access access = Access.READ_WRITE; // the annotation's own default
        private boolean provided;

        Values() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(@Nullable String name, Object value) {
            if ("value".equals(name) && value instanceof String text) {
                key = text;
            }
        }

        @Override
        public void visitEnum(@Nullable String name, String descriptor, String value) {
            if ("mode".equals(name)) {
                access = value.equals("READ") ? Access.READ : Access.READ_WRITE;
            }
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return new AnnotationVisitor(Opcodes.ASM9) {
                @Override
                public void visit(@Nullable String none, Object value) {
                    provided |= "providers".equals(name);
                }

                @Override
                public AnnotationVisitor visitAnnotation(@Nullable String none, String descriptor) {
                    return new Values();
                }
            };
        }

        @Override
        public void visitEnd() {
            Map<String, Access> resources = new HashMap<>();
            if (!key.isEmpty() && !key.equals(GLOBAL)) {
                resources.put(key, access);
            }
            boolean alone = provided || (key.equals(GLOBAL) && access == Access.READ_WRITE);
            locks = locks.and(new ClassLocks(resources, alone));
        }
    }
}
