package dev.bootwitness.junit.specs;

import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** One step or check of a spec, or the boot before them, as a test. */
final class StepDescriptor extends AbstractTestDescriptor {

  /** The number of the test that stands for the way to the guest's shell. */
  static final int BOOT = -1;

  static final String SEGMENT = "step";

  private final int number;

  /** The step of that number, from 0. */
  StepDescriptor(UniqueId spec, int number, String name, TestSource source) {
    super(spec.append(SEGMENT, id(number, name)), name, source);
    this.number = number;
  }

  /** Two steps may have one name. */
  private static String id(int number, String name) {
    return number == BOOT ? name : (number + 1) + " " + name;
  }

  int number() {
    return number;
  }

  @Override
  public Type getType() {
    return Type.TEST;
  }
}
