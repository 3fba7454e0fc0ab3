package dev.bootwitness.record;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One event of every type, with a non-empty value in every component. */
final class SampleEvents {
  private static final String TEXT = "ä \" \\ \u001b[0m \u202e 😀";

  private SampleEvents() {}

  static Stream<Event> all() {
    return types().map(type -> (Event) sample(type));
  }

  static Stream<Class<?>> types() {
    return Arrays.stream(Event.class.getPermittedSubclasses());
  }

  static Verdict verdict() {
    return (Verdict) sample(Verdict.class);
  }

  private static Object sample(Type type) {
    if (type == String.class) {
      return TEXT;
    } else if (type == long.class || type == Long.class) {
      return 1L << 40;
    } else if (type == int.class || type == Integer.class) {
      return -7;
    } else if (type == double.class || type == Double.class) {
      return 88.4;
    } else if (type == boolean.class) {
      return true;
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Object element = sample(list.getActualTypeArguments()[0]);
      return List.of(element, element);
    } else if (type instanceof Class<?> c && c.isEnum()) {
      return Array.get(c.getEnumConstants(), 1);
    } else if (type instanceof Class<?> c && c.isRecord()) {
      return sampleRecord(c);
    }
    throw new IllegalArgumentException("no sample for " + type);
  }

  private static Object sampleRecord(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(components).map(c -> sample(c.getGenericType())).toArray();
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " cannot be made", e);
    }
  }
}
