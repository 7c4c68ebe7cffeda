package ai.netrasystems.runner.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Makes events of any kind with any values: strings of any UTF-16 unit, absent and present optionals. */
final class AnyEvent {
    private final Random random;

    AnyEvent(long seed) {
        random = new Random(seed);
    }

    RunEvent next() {
        Class<?>[] kinds = RunEvent.class.getPermittedSubclasses();
        return (RunEvent) value(kinds[random.nextInt(kinds.length)]);
    }

    String text() {
        int length = random.nextInt(8) == 0 ? random.nextInt(5_000) : random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(unit());
        }
        return text.toString();
    }

    private char unit() {
        return switch (random.nextInt(6)) {
            case 0 -> (char) random.nextInt(0x20);
            case 1 -> (char) (0xD800 + random.nextInt(0x800));
            case 2 -> "\"\\/\u007f\u2028\ufeff\uffff&<>".charAt(random.nextInt(10));
            case 3 -> (char) random.nextInt(0x10000);
            default -> (char) (' ' + random.nextInt(95));
        };
    }

    private Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return text();
        } else if (plain == boolean.class) {
            return random.nextBoolean();
        } else if (plain == int.class || plain == Integer.class) {
            return random.nextInt();
        } else if (plain == long.class) {
            return random.nextLong();
        } else if (plain == Duration.class) {
            return Duration.ofSeconds(random.nextLong() >> random.nextInt(63), random.nextInt(1_000_000_000));
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        return record(plain);
    }

    private Object collection(Class<?> type, Type[] of) {
        if (type == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(of[0]));
        }
        int size = random.nextInt(4);
        if (type == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(value(of[0]), value(of[1]));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(of[0]));
        }
        return type == List.class ? list : new HashSet<>(list);
    }

    private Object record(Class<?> type) {
        Optional<Object> made = Optional.empty();
        while (made.isEmpty()) {
            made = tryRecord(type);
        }
        return made.get();
    }

    /** Empty where the record refused its values, such as a blank id. */
    private Optional<Object> tryRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType()))
                .toArray();
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException refused) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("not a record", e);
        }
    }
}
