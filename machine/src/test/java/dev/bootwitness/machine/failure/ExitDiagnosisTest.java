package dev.bootwitness.machine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.machine.MachineExit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitDiagnosisTest {

  @ParameterizedTest
  @MethodSource("wordsOfQemu")
  void qemusOwnWordsNameTheCause(Class<? extends MachineFailure> failure, String words) {
    assertThat(ExitDiagnosis.of(1, words)).isInstanceOf(failure);
    assertThat(ExitDiagnosis.of(1, words).describe()).contains(words);
  }

  /** As QEMU 7.2 writes them. */
  static Stream<Arguments> wordsOfQemu() {
    return Stream.of(
        Arguments.of(
            MachineFailure.ImageLocked.class,
            "qemu-system-x86_64: -drive file=a: Failed to get shared \"write\" lock"),
        Arguments.of(
            MachineFailure.ImageLocked.class, "Is another process using the image [a.qcow2]?"),
        Arguments.of(
            MachineFailure.PortInUse.class,
            "qemu-system-x86_64: -netdev user,id=n: Could not set up host forwarding rule 'tcp::22-:22'"),
        Arguments.of(
            MachineFailure.OutOfMemory.class,
            "qemu-system-x86_64: cannot set up guest memory 'pc.ram': Cannot allocate memory"),
        Arguments.of(
            MachineFailure.DiskFull.class, "qemu-img: a: Could not write: No space left on device"),
        Arguments.of(
            MachineFailure.AcceleratorBroken.class,
            "qemu-system-x86_64: failed to initialize kvm: No such file or directory"),
        Arguments.of(
            MachineFailure.AcceleratorBroken.class,
            "qemu-system-x86_64: ../../target/i386/kvm/kvm.c:3183: kvm_buf_set_msrs: Assertion `ret == cpu->kvm_msr_buf->nmsrs' failed."));
  }

  @Test
  void anythingElseIsADeathWithItsStatusAndWords() {
    assertThat(ExitDiagnosis.of(139, " segfault \n"))
        .isEqualTo(new MachineFailure.Died(139, "segfault"));
    assertThat(ExitDiagnosis.of(137, "").describe())
        .isEqualTo("QEMU exited with status 137 and no message");
  }

  @Test
  void aGuestThatPowersOffIsNoFailureAndAQemuThatLeavesByItselfIs() {
    assertThat(new MachineExit(0, false, "guest-shutdown", "").failure()).isEmpty();
    assertThat(new MachineExit(137, true, null, "").failure()).isEmpty();
    assertThat(new MachineExit(0, false, null, "").failure())
        .contains(new MachineFailure.Died(0, ""));
    assertThat(new MachineExit(137, false, null, "").failure())
        .contains(new MachineFailure.Died(137, ""));
  }
}
