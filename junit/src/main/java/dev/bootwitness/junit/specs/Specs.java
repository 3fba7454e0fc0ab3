package dev.bootwitness.junit.specs;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * A class that stands for specs: whoever runs the class runs them. The class itself stays empty.
 *
 * <pre>{@code
 * @Specs("src/test/specs")
 * class SpecsTest {}
 * }</pre>
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Testable
public @interface Specs {

  /**
   * Specs, or folders, seen from the working directory: of a folder every {@code bootwitness.yaml}
   * and {@code *.bootwitness.yaml} in it, at whatever depth.
   */
  String[] value();
}
