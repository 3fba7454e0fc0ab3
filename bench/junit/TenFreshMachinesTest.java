import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bootwitness.junit.BootImage;
import dev.bootwitness.junit.FreshMachine;
import dev.bootwitness.junit.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ten methods, each with a machine of its own; see fresh.py. */
@BootImage("examples/spark")
@Execution(ExecutionMode.CONCURRENT)
class TenFreshMachinesTest {

  private static void marks(Guest guest) {
    guest.file("/mark").isAbsent();
    assertEquals("1", guest.succeed("echo mine > /mark; sleep 1; grep -c . /mark"));
  }

  @Test @FreshMachine void a(Guest guest) { marks(guest); }
  @Test @FreshMachine void b(Guest guest) { marks(guest); }
  @Test @FreshMachine void c(Guest guest) { marks(guest); }
  @Test @FreshMachine void d(Guest guest) { marks(guest); }
  @Test @FreshMachine void e(Guest guest) { marks(guest); }
  @Test @FreshMachine void f(Guest guest) { marks(guest); }
  @Test @FreshMachine void g(Guest guest) { marks(guest); }
  @Test @FreshMachine void h(Guest guest) { marks(guest); }
  @Test @FreshMachine void i(Guest guest) { marks(guest); }
  @Test @FreshMachine void j(Guest guest) { marks(guest); }
}
