package dev.bootwitness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLocksProvider.Lock;

/** Whose machine a method shares decides which methods keep apart. */
class SharedMachineLockTest {

  @BootImage("outer")
  static class Outer {
    @Test
    void method() {}

    @Nested
    class Inner {
      @Test
      void method() {}
    }

    @Nested
    @BootImage("inner")
    class InnerWithItsOwn {
      @Test
      void method() {}

      @Nested
      class Innermost {
        @Test
        void method() {}
      }
    }
  }

  static class Imageless {
    @Nested
    @BootImage("a")
    class A {
      @Test
      void method() {}
    }

    @Nested
    @BootImage("b")
    class B {
      @Test
      void method() {}
    }
  }

  private static String lock(Class<?> test, Class<?>... around) throws NoSuchMethodException {
    Method method = test.getDeclaredMethod("method");
    return new SharedMachineLock()
        .provideForMethod(List.of(around), test, method).stream()
            .map(Lock::getKey)
            .findFirst()
            .orElse("");
  }

  @Test
  void aNestedClassSharesTheMachineAroundIt() throws Exception {
    assertThat(lock(Outer.Inner.class, Outer.class)).isEqualTo(lock(Outer.class));
  }

  @Test
  void aNestedClassWithAnImageHasALockOfItsOwn() throws Exception {
    String own = lock(Outer.InnerWithItsOwn.class, Outer.class);

    assertThat(own).isNotEqualTo(lock(Outer.class));
    assertThat(
            lock(Outer.InnerWithItsOwn.Innermost.class, Outer.class, Outer.InnerWithItsOwn.class))
        .isEqualTo(own);
    assertThat(lock(Imageless.A.class, Imageless.class))
        .isNotEqualTo(lock(Imageless.B.class, Imageless.class));
  }
}
