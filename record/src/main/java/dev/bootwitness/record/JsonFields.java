package dev.bootwitness.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes records as JSON objects, their components in order of declaration, as a binding library
 * would.
 *
 * <p>Such a library inspects a class for everything that a class may ask of it, some milliseconds
 * each, and a run writes forty. Events and verdicts ask for little: another name for a component,
 * an enum's own id, and no NaN. RecordJsonTest compares the two.
 */
final class JsonFields {

  private static final Map<Class<?>, Field[]> FIELDS = new ConcurrentHashMap<>();

  private final JsonGenerator json;
  private final UnaryOperator<String> text;

  /** A writer of one value; {@code text} is applied to each string in it. */
  JsonFields(JsonGenerator json, UnaryOperator<String> text) {
    this.json = json;
    this.text = text;
  }

  private record Field(String name, Method getter) {
    static Field of(RecordComponent component) {
      JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
      Method getter = component.getAccessor();
      // A nested record's getter is public, but the record need not be.
      getter.setAccessible(true);
      return new Field(property == null ? component.getName() : property.value(), getter);
    }
  }

  void write(@Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case String s -> json.writeString(text.apply(s));
      case Stage stage -> json.writeString(stage.id());
      case Fault fault -> json.writeString(fault.id());
      case Outcome outcome -> json.writeString(outcome.id());
      case Boolean b -> json.writeBoolean(b);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case Double d -> number(d);
      case Iterable<?> items -> {
        json.writeStartArray();
        items.forEach(this::write);
        json.writeEndArray();
      }
      case Record fields -> {
        json.writeStartObject();
        for (Field field : FIELDS.computeIfAbsent(fields.getClass(), JsonFields::of)) {
          json.writeName(field.name());
          write(get(field, fields));
        }
        json.writeEndObject();
      }
      default -> throw new IllegalStateException("no JSON form for " + value.getClass());
    }
  }

  /** JSON has no NaN (RFC 8259, section 6), so NaN is written as null. */
  private void number(double value) {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static Field[] of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Field[] fields = new Field[components.length];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = Field.of(components[i]);
    }
    return fields;
  }

  private static @Nullable Object get(Field field, Object of) {
    try {
      return field.getter().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a component of " + of.getClass() + " cannot be read", e);
    }
  }
}
