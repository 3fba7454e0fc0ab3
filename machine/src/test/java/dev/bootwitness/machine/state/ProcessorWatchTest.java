package dev.bootwitness.machine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorWatchTest {

  /** As QEMU 7.2 prints it, shortened. */
  private static final String TWO =
      """
      \r
      CPU#0\r
      RAX=ffffffff9c2b3d10 RBX=0000000000000000 RCX=0000000000000000 RDX=0000000000000000\r
      RIP=ffffffff9c2b411b RFL=00000246 [---Z-P-] CPL=0 II=0 A20=1 SMM=0 HLT=1\r
      \r
      CPU#1\r
      RAX=0000000000000000 RBX=0000000000000000 RCX=0000000000000000 RDX=0000000000000000\r
      RIP=00007f12abcd0010 RFL=00000246 [---Z-P-] CPL=3 II=0 A20=1 SMM=0 HLT=0\r
      """;

  @Test
  void eachProcessorIsReadFromWhatQemuPrints() {
    assertThat(Processor.of(TWO))
        .containsExactly(
            new Processor(0, "ffffffff9c2b411b", true, false),
            new Processor(1, "00007f12abcd0010", false, true));
    assertThat(Processor.of("")).isEmpty();
  }

  @Test
  void oneProcessorAtOneAddressSpinsAlthoughTheOtherWaits() {
    ProcessorWatch watch = watch(TWO, TWO, TWO);

    assertThat(watch.motion()).isEqualTo(ProcessorWatch.Motion.SPINS);
    assertThat(watch.describe())
        .isEqualTo("the guest makes no progress: processor 1 stays at 00007f12abcd0010");
  }

  @Test
  void anotherAddressIsMotion() {
    ProcessorWatch watch = watch(TWO, TWO.replace("00007f12abcd0010", "00007f12abcd0020"));

    assertThat(watch.describe())
        .isEqualTo(
            "the guest computes: processor 0 waiting, processor 1 00007f12abcd0010 (user) →"
                + " 00007f12abcd0020 (user)");
  }

  @Test
  void aGuestWhoseProcessorsAllWaitIsIdleWhereverTheyStand() {
    String waiting = TWO.replace("HLT=0", "HLT=1");

    assertThat(watch(waiting, waiting.replace("411b", "422c")).describe())
        .isEqualTo("the guest is idle: all 2 processors wait for an interrupt");
  }

  @Test
  void aProcessorThatHasRunAProgramShowsThatTheKernelHasStartedOne() {
    assertThat(watch(TWO.replace("CPL=3", "CPL=0"), TWO).inProgram()).isTrue();
    assertThat(watch(TWO.replace("CPL=3", "CPL=0")).inProgram()).isFalse();
  }

  @Test
  void nothingReadIsNothingKnown() {
    assertThat(watch("", "").motion()).isEqualTo(ProcessorWatch.Motion.UNKNOWN);
    assertThat(watch(TWO).motion()).isEqualTo(ProcessorWatch.Motion.UNKNOWN);
  }

  private static ProcessorWatch watch(String... raw) {
    List<String> all = List.of(raw);
    return new ProcessorWatch(all.stream().map(Processor::of).toList(), all, false);
  }
}
