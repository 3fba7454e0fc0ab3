package dev.bootwitness.junit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
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
    Class<?> owner = around.isEmpty() ? testClass : around.getFirst();
    return Set.of(new Lock("bootwitness machine of " + owner.getName()));
  }
}
