package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainMethodsTest {
  private static final ClassFile CLASS_FILE = ClassFile.of();

  /** Every kind of component that a record may have. */
  public record Everything(
      boolean flag,
      byte small,
      short less,
      char letter,
      int number,
      long large,
      float part,
      double more,
      @Nullable String text,
      @Nullable Object same) {}

  // Public, since the class that is loaded again is in a package of its own.
  public sealed interface Shape {}

  public record Circle(double radius) implements Shape {}

  public record Box(int width, int height) implements Shape {}

  public record Nothing() implements Shape {}

  /** What is compared: it is loaded twice, as compiled and with its methods written out. */
  static final class Subject implements Function<Object, Object> {
    @Override
    public Object apply(Object value) {
      return switch (value.equals("null") ? null : value) {
        case null -> "null";
        case Box box when box.width() == box.height() -> "square";
        case Box(int width, int _) -> "box " + width;
        case Circle circle -> "circle " + circle.radius();
        case Shape _ -> "shape";
        case CharSequence text -> "text " + text.length();
        default -> "other";
      };
    }
  }

  @Test
  void aSwitchChoosesTheSameCase() throws Exception {
    Function<Object, Object> written = new Plain().make(Subject.class);

    for (Object value :
        List.of(new Box(1, 1), new Box(1, 2), new Circle(1), new Nothing(), "abc", 7)) {
      assertThat(written.apply(value)).isEqualTo(new Subject().apply(value));
    }
    assertThat(written.apply("null")).isEqualTo("null");
  }

  /** A switch over an enum that also takes null, which the JDK generates. */
  static final class Chosen implements Function<Object, Object> {
    @Override
    public Object apply(Object name) {
      return switch (name.equals("null") ? null : Thread.State.valueOf((String) name)) {
        case null -> "null";
        case NEW -> "first";
        case TERMINATED -> "last";
        case Thread.State other -> "other " + other;
      };
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "NEW", "BLOCKED", "TERMINATED"})
  void aSwitchOverAnEnumChoosesTheSameCase(String name) throws Exception {
    assertThat(new Plain().make(Chosen.class).apply(name)).isEqualTo(new Chosen().apply(name));
  }

  /** Makes and compares records of the class that has been loaded twice. */
  static final class Records implements Function<Object, Object> {
    @Override
    public Object apply(Object seed) {
      Object array = new int[] {1};
      Everything one = everything((int) seed, array);
      return List.of(
          one.equals(everything((int) seed, array)),
          one.equals(everything((int) seed + 1, array)),
          one.equals(everything((int) seed, new int[] {1})),
          one.equals(seed),
          one.hashCode() == everything((int) seed, array).hashCode(),
          new Everything(false, (byte) 0, (short) 0, 'a', (int) seed, 0, -0f, 0d, "", null)
              .equals(
                  new Everything(false, (byte) 0, (short) 0, 'a', (int) seed, 0, 0f, 0d, "", null)),
          new Everything(true, (byte) 1, (short) 2, 'b', (int) seed, 3, 4f, Double.NaN, "x", null)
              .hashCode(),
          everything((int) seed, "same").toString(),
          new Box(1, -2).toString(),
          new Nothing().toString(),
          new Nothing().hashCode(),
          new Nothing().equals(new Nothing()));
    }

    private static Everything everything(int seed, Object array) {
      return new Everything(
          seed % 2 == 0,
          (byte) seed,
          (short) seed,
          (char) seed,
          seed,
          seed,
          seed,
          Double.NaN,
          "" + seed,
          array);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, -1, 65_537})
  void recordsAreEqualHashedAndShownAsBefore(int seed) throws Exception {
    assertThat(new Plain().make(Records.class).apply(seed)).isEqualTo(new Records().apply(seed));
  }

  @Test
  void nothingIsLeftToGenerate() throws IOException {
    for (Class<?> type : List.of(Subject.class, Chosen.class, Everything.class, Box.class)) {
      byte[] made = PlainMethods.in(CLASS_FILE, bytes(type));

      assertThat(CLASS_FILE.verify(made)).isEmpty();
      assertThat(generated(bytes(type))).isNotEmpty();
      assertThat(generated(made)).isEmpty();
    }
  }

  @Test
  void aClassWithoutThemStaysAsItIs() throws IOException {
    byte[] bytes = bytes(Empty.class);

    assertThat(PlainMethods.in(CLASS_FILE, bytes)).isSameAs(bytes);
  }

  private static final class Empty {}

  private static List<String> generated(byte[] bytes) {
    return CLASS_FILE.parse(bytes).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast)
        .filter(call -> call.bootstrapMethod().owner().packageName().equals("java.lang.runtime"))
        .map(call -> call.name().stringValue())
        .toList();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  /** Loads this test's classes with their methods written out, beside the compiled ones. */
  private static final class Plain extends ClassLoader {
    Plain() {
      super(PlainMethodsTest.class.getClassLoader());
    }

    @SuppressWarnings("unchecked")
    Function<Object, Object> make(Class<?> type) throws Exception {
      // A switch gets the objects of the compiled classes, so that only its own class is new.
      List<Class<?>> made =
          type == Records.class
              ? List.of(Everything.class, Shape.class, Nothing.class, type)
              : List.of(type);
      Class<?> last = type;
      for (Class<?> one : made) {
        byte[] bytes = PlainMethods.in(CLASS_FILE, bytes(one));
        last = defineClass(one.getName(), bytes, 0, bytes.length);
      }
      var constructor = last.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (Function<Object, Object>) constructor.newInstance();
    }
  }
}
