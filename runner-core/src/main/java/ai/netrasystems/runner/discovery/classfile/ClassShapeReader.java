package ai.netrasystems.runner.discovery.classfile;

import ai.netrasystems.runner.discovery.classfile.ClassShape.Mark;
import ai.netrasystems.runner.discovery.classfile.ClassShape.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Reads one class file. Used once. */
final class ClassShapeReader extends ClassVisitor {
    private static final int API = Opcodes.ASM9;
    /** Alone, and inside their containers. */
    private static final Set<String> TAGS = Set.of(
            "org/junit/jupiter/api/Tag", "org/junit/jupiter/api/Tags", "net/jqwik/api/Tag", "net/jqwik/api/TagList");

    private String name = "";
    private int access;
    private Optional<String> superName = Optional.empty();
    private List<String> interfaces = List.of();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<Mark> fieldMarks = new ArrayList<>();

    private ClassShapeReader() {
        super(API);
    }

    /**
     * The shape, or empty for bytes that are no class file that this reader knows: damaged, cut off, or of a version
     * newer than the class-file library.
     */
    static Optional<ClassShape> read(byte[] bytes) {
        ClassShapeReader reader = new ClassShapeReader();
        try {
            new ClassReader(bytes)
                    .accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException damaged) {
            // ASM promises no exception type for a damaged file: index, argument and cast errors all occur.
            return Optional.empty();
        }
        return Optional.of(reader.shape());
    }

    private ClassShape shape() {
        return new ClassShape(
                name,
                access,
                superName,
                interfaces,
                List.copyOf(marks),
                List.copyOf(methods),
                List.copyOf(members),
                List.copyOf(fieldMarks));
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        this.name = name;
        this.access = access;
        this.superName = Optional.ofNullable(superName);
        this.interfaces = interfaces == null ? List.of() : List.of(interfaces);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return mark(descriptor, visible, marks);
    }

    @Override
    public void visitInnerClass(String inner, @Nullable String outer, @Nullable String innerName, int access) {
        if (name.equals(outer)) {
            members.add(inner);
        }
    }

    @Override
    public FieldVisitor visitField(
            int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
        return new FieldVisitor(API) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                return mark(descriptor, visible, fieldMarks);
            }
        };
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access,
            String methodName,
            String descriptor,
            @Nullable String signature,
            String @Nullable [] exceptions) {
        // A bridge carries copies of the annotations of the method that it stands for.
        if ((access & Opcodes.ACC_SYNTHETIC) != 0) {
            return null;
        }
        List<Mark> methodMarks = new ArrayList<>();
        methods.add(new Method(methodName, descriptor, access, methodMarks));
        return new MethodVisitor(API) {
            @Override
            public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                return mark(descriptor, visible, methodMarks);
            }
        };
    }

    private static @Nullable AnnotationVisitor mark(String descriptor, boolean visible, List<Mark> into) {
        if (!visible) {
            return null;
        }
        String type = Type.getType(descriptor).getInternalName();
        if (LockMarks.MARKS.contains(type)) {
            LockMarks locks = new LockMarks(type);
            into.add(new Mark(type, Optional.empty(), Optional.of(locks)));
            return locks.values();
        }
        if (!TAGS.contains(type)) {
            into.add(new Mark(type));
            return null;
        }
        Set<String> tags = new LinkedHashSet<>();
        into.add(new Mark(type, Optional.of(tags), Optional.empty()));
        return new TagValues(tags);
    }

    /** Collects {@code value} of a {@code @Tag}, alone or inside the array of a {@code @Tags}. */
    private static final class TagValues extends AnnotationVisitor {
        private final Set<String> into;

        TagValues(Set<String> into) {
            super(API);
            this.into = into;
        }

        @Override
        public void visit(@Nullable String name, Object value) {
            // Jupiter trims tags and ignores those that break the rules (TestTag#isValid).
            String tag = value.toString().trim();
            if (!tag.isEmpty() && tag.chars().noneMatch(TagValues::reserved)) {
                into.add(tag);
            }
        }

        private static boolean reserved(int character) {
            return Character.isWhitespace(character)
                    || Character.isISOControl(character)
                    || ",()&|!".indexOf(character) >= 0;
        }

        @Override
        public AnnotationVisitor visitArray(String name) {
            return this;
        }

        @Override
        public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
            return this;
        }
    }
}
