package dev.bootwitness.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Keeps methods that share a machine apart when tests run in parallel; those with a machine of
 * their own are free, and wait for memory and cores as any run does.
 */
final class SharedMachineLock implements ResourceLocksProvider {

  @Override
  public Set<Lock> provideForMethod(List<Class<?>> around, Class<?> testClass, Method method) {
    if (AnnotationSupport.isAnnotated(method, FreshMachine.class)) {
      return Set.of();
    }
    return Set.of(new Lock("bootwitness machine of " + owner(around, testClass).getName()));
  }

  /** The innermost class with an image: a nested class may have one of its own. */
  private static Class<?> owner(List<Class<?>> around, Class<?> testClass) {
    return Stream.concat(Stream.of(testClass), around.reversed().stream())
        .filter(type -> AnnotationSupport.isAnnotated(type, BootImage.class))
        .findFirst()
        .orElse(testClass);
  }
}
