package dev.bootwitness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The image that the tests of a class are about: it is booted once, and somebody logs in.
 *
 * <p>Test methods, and methods such as {@code @BeforeAll}, take parameters of the types {@link
 * Guest}, {@link VirtualMachine}, {@link SerialConsole} and {@link RunRecord}. Methods share the
 * machine of their class, one after the other, unless they have {@link FreshMachine}. Nested
 * classes use the machine of the class around them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(BootImageExtension.class)
@ResourceLock(providers = SharedMachineLock.class)
public @interface BootImage {

  /**
   * The spec, a file or a folder with a {@code bootwitness.yaml}, seen from the working directory.
   */
  String value() default "";

  /**
   * The name of a static method of the test class without parameters, which returns a {@code Spec}
   * or a {@code SpecBuilder}; instead of {@link #value}.
   */
  String method() default "";

  /** Whether the checks and steps of the spec are taken before the tests. */
  boolean steps() default false;
}
