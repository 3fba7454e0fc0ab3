package dev.bootwitness.machine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.host.HostMemory;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {

  private static final long GIB = 1L << 30;
  private static final Need TWO = new Need("a", 2 * GIB, true);

  @Test
  void whatFitsIsLetIn() {
    assertThat(decide(TWO, 16, 12)).isEqualTo(new Decision.Admit());
  }

  @Test
  void memoryThatAMachineMayStillComeToUseCountsAsUsed() {
    Holder fresh = new Holder(4 * GIB, GIB, false);

    assertThat(decide(TWO, 16, 5, fresh)).isEqualTo(new Decision.Admit());
    assertThat(decide(TWO, 16, 5, fresh, fresh))
        .isEqualTo(new Decision.Wait("2.0 GiB of memory: 2 machines hold 8.0 GiB"));
  }

  @Test
  void memoryThatAMachineUsesAlreadyIsCountedOnce() {
    Holder full = new Holder(4 * GIB, 4 * GIB, false);

    assertThat(decide(TWO, 16, 3, full, full, full)).isEqualTo(new Decision.Admit());
  }

  @Test
  void whatTheHostNeverHadIsRefusedAtOnce() {
    assertThat(decide(new Need("a", 17 * GIB, false), 16, 15, new Holder(GIB, 0, false)))
        .isEqualTo(new Decision.Refuse("the machine needs 17.0 GiB and this host has 16.0 GiB"));
  }

  @Test
  void whatOtherProgramsHoldIsNotWaitedFor() {
    assertThat(decide(TWO, 16, 1, new Holder(GIB, GIB / 2, false)))
        .isEqualTo(
            new Decision.Refuse(
                "the machine needs 2.0 GiB, and of this host's 16.0 GiB only 1.0 GiB is"
                    + " available now"));
  }

  @Test
  void asManyBootByEmulationAsThereAreCores() {
    Holder booting = new Holder(GIB, GIB, true);
    Holder booted = new Holder(GIB, GIB, false);

    assertThat(decide(TWO, 16, 8, booting, booted)).isEqualTo(new Decision.Admit());
    assertThat(decide(TWO, 16, 8, booting, booting))
        .isEqualTo(new Decision.Wait("a core: 2 machines are booting"));
    assertThat(decide(new Need("clone", GIB, false), 16, 8, booting, booting))
        .isEqualTo(new Decision.Admit());
  }

  private static Decision decide(Need need, long total, long available, Holder... holders) {
    return Decision.of(need, new HostMemory(total * GIB, available * GIB), List.of(holders), 2);
  }
}
