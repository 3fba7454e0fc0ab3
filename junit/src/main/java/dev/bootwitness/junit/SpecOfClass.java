package dev.bootwitness.junit;

import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.SpecBuilder;
import dev.bootwitness.engine.spec.SpecLoader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/** Finds the spec that a test class names; every mistake says what, where and the next step. */
final class SpecOfClass {

  private SpecOfClass() {}

  /**
   * The spec, with a login and without steps unless they are asked for.
   *
   * @throws ExtensionConfigurationException when there is none, or two, or it has mistakes
   */
  static Spec of(Class<?> test, BootImage image) {
    String at = "@BootImage on " + test.getName();
    boolean file = !image.value().isBlank();
    boolean method = !image.method().isBlank();
    if (file && method) {
      throw wrong(
          "%s names two specs: value \"%s\" and method \"%s\". Keep one of them."
              .formatted(at, image.value(), image.method()));
    }
    if (!file && !method) {
      throw wrong(
          "%s names no spec. Write a file or a folder, as in @BootImage(\"bootwitness.yaml\"), or a"
                  .formatted(at)
              + " static method that makes one, as in @BootImage(method = \"image\").");
    }
    try {
      Spec spec = file ? SpecLoader.load(Path.of(image.value())) : made(test, at, image.method());
      return checked(spec, at, image.steps());
    } catch (SpecException e) {
      throw wrong("%s: the spec has mistakes:%n%s".formatted(at, e.getMessage()));
    }
  }

  private static Spec checked(Spec spec, String at, boolean steps) {
    if (spec.login().isEmpty()) {
      throw wrong(
          "%s: %s has no login, and tests need a shell in the guest. Add e.g. `login: {user: root}`."
              .formatted(at, spec.file()));
    }
    return steps ? spec : spec.withSteps(List.of());
  }

  private static Spec made(Class<?> test, String at, String name) throws SpecException {
    Method method =
        ReflectionSupport.findMethod(test, name)
            .filter(found -> Modifier.isStatic(found.getModifiers()))
            .orElseThrow(() ->
                wrong(
                    "%s: %s has no static method %s() without parameters. Add it, or correct the name."
                        .formatted(at, test.getSimpleName(), name)));
    return switch (ReflectionSupport.invokeMethod(method, null)) {
      case Spec spec -> spec;
      case SpecBuilder builder -> builder.build();
      case null -> throw wrong("%s: %s() returned null, not a Spec.".formatted(at, name));
      case Object other ->
          throw wrong(
              "%s: %s() returned a %s. Return a Spec or a SpecBuilder."
                  .formatted(at, name, other.getClass().getName()));
    };
  }

  private static ExtensionConfigurationException wrong(String message) {
    return new ExtensionConfigurationException(message);
  }
}
