package dev.bootwitness.junit.specs;

import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;

/**
 * A class that stands for specs. Surefire and IDEs know tests by the classes that they belong to.
 */
final class ClassDescriptor extends AbstractTestDescriptor {

  static final String SEGMENT = "class";

  ClassDescriptor(UniqueId engine, Class<?> type) {
    super(engine.append(SEGMENT, type.getName()), type.getSimpleName(), ClassSource.from(type));
  }

  @Override
  public Type getType() {
    return Type.CONTAINER;
  }
}
