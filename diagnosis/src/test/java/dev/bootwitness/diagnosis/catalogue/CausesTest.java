package dev.bootwitness.diagnosis.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.base.yaml.DataFileException;
import dev.bootwitness.diagnosis.pattern.BundledFile;
import dev.bootwitness.record.Fault;
import dev.bootwitness.record.Stage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CausesTest {
  /** Released ids never change their meaning; copied from the project's CAUSES.md. */
  private static final String RELEASED =
      """
      host/tool-missing
      host/accelerator-broken
      host/port-in-use
      host/image-locked
      host/image-unreadable
      host/disk-full
      host/out-of-memory
      host/qemu-died
      spec/invalid
      spec/check-broken
      build/failed
      build/stalled
      build/artifact-missing
      firmware/no-bootable-device
      firmware/boot-loop
      loader/configuration-broken
      loader/rescue-shell
      loader/waiting-at-menu
      loader/file-not-found
      loader/silent-after-load
      kernel/no-serial-console
      kernel/panic-no-root
      kernel/panic-no-init
      kernel/panic
      kernel/oops
      kernel/lockup
      kernel/out-of-memory
      kernel/io-error
      initrd/root-device-missing
      initrd/mount-failed
      initrd/emergency-shell
      systemd/emergency-mode
      systemd/unit-failed
      systemd/unit-stuck
      systemd/ordering-deadlock
      systemd/start-job-timeout
      systemd/ordering-cycle
      userspace/program-missing
      userspace/program-usage
      userspace/crashed
      guest/unexpected-reboot
      guest/unexpected-poweroff
      console/no-getty
      console/stalled
      console/flooded
      login/rejected
      login/password-needed
      login/password-expired
      login/no-shell
      login/unprivileged
      login/escalation-refused
      login/escalation-unverified
      shell/unresponsive
      shell/captured-by-program
      check/failed
      check/timed-out
      check/misattributed
      network/no-interface
      network/no-carrier
      network/no-lease
      storage/detection-error
      storage/apply-failed
      storage/vacuous
      storage/refused-existing
      storage/wrong-layout
      storage/unfinished
      run/timed-out
      run/interrupted
      run/capture-incomplete
      """;

  /** Ours, beyond that file: it allows for new ones. Released ones are kept; more may come. */
  private static final List<String> ADDED =
      List.of(
          "build/timed-out",
          "host/unwritable",
          "host/qemu-stalled",
          "host/record-lost",
          "guest/file-missing",
          "harness/internal-error",
          "host/checkpoint-missing",
          "host/checkpoint-damaged",
          "host/checkpoint-failed",
          "shell/program-left",
          "loader/kernel-refused",
          "kernel/wrong-processor",
          "initrd/driver-missing",
          "kernel/sysrq-refused",
          "userspace/file-system-full",
          "userspace/file-system-read-only",
          "login/pam-module-missing");

  private static final String ONE =
      """
      causes:
        - id: host/full
          title: a title
          means: what it means
          recognised: how
          next: run `df -h`
          fault: host
          severity: fatal
      """;

  static List<Cause> bundled() {
    return Causes.bundled().all();
  }

  @Test
  void allReleasedCausesAreInTheCatalogue() {
    assertThat(bundled())
        .extracting(Cause::id)
        .containsAll(Stream.concat(RELEASED.lines(), ADDED.stream()).toList());
  }

  @ParameterizedTest
  @MethodSource("bundled")
  void everyCauseSaysWhatItMeansAndWhatToDoInConcreteWords(Cause cause) {
    assertThat(cause.title()).hasSizeBetween(10, 80).doesNotContain("\n").doesNotEndWith(".");
    assertThat(cause.means()).hasSizeGreaterThan(40).endsWith(".");
    assertThat(cause.recognised()).hasSizeGreaterThan(20).endsWith(".");
    assertThat(cause.next()).hasSizeGreaterThan(30).endsWith(".");
    assertThat(cause.next())
        .as("names a command, a setting or a file")
        .containsPattern("[`/=]|\\.\\w");
  }

  @Test
  void whoIsAtFaultFollowsFromTheFamilyWhereItCan() {
    assertThat(bundled())
        .filteredOn(cause -> cause.family().equals("host"))
        .extracting(Cause::fault)
        .containsOnly(Fault.HOST);
    assertThat(Causes.bundled().get("run/timed-out").fault()).isNull();
    assertThat(Causes.bundled().get("host/accelerator-broken").severity())
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void aCompleteCatalogueIsRead() {
    assertThat(Causes.parse("c.yaml", ONE).get("host/full").next()).isEqualTo("run `df -h`");
  }

  @Test
  void anUnknownKeyIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE.replace("means:", "meens:")))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(
            "c.yaml:4:5: meens: no such key here. Did you mean `means`? Allowed: behind, ends-by, explains, fault,");
  }

  @Test
  void aMissingKeyIsAnErrorWithThePlaceOfItsCause() {
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE.replace("    title: a title\n", "")))
        .hasMessage("c.yaml:2:5: title is missing.");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE.replace("    fault: host\n", "")))
        .hasMessage("c.yaml:2:5: fault is missing; write null where it depends on the run.");
  }

  @Test
  void aDoubledKeyOrCauseIsAnErrorWithThePlaceOfTheSecond() {
    assertThatThrownBy(
            () -> Causes.parse("c.yaml", ONE.replace("fault: host", "title: another title")))
        .hasMessage("c.yaml:7:5: title: this key appears twice. Keep one of them.");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE + ONE.substring(8)))
        .hasMessage("c.yaml:9:9: id: host/full is in the catalogue twice.");
  }

  @Test
  void anEmptyOrUnknownValueIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE.replace("a title", "''")))
        .hasMessage("c.yaml:3:12: title: expected a text that is not blank, found \"\".");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE.replace("fault: host", "fault: moon")))
        .hasMessage("c.yaml:7:12: fault: \"moon\" is none of image, spec, host, harness.");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE.replace("host/full", "HostFull")))
        .hasMessageStartingWith("c.yaml:2:9: id: ");
  }

  @Test
  void whatIsSpecialAboutACauseIsRead() {
    Cause cause =
        Causes.parse(
                "c.yaml",
                ONE
                    + "    traits: [symptom, may-recover]\n"
                    + "    refuted-by: kernel\n"
                    + "    lightens: [{cause: host/full, about: /run}]\n")
            .get("host/full");

    assertThat(cause.traits()).containsExactlyInAnyOrder(Trait.SYMPTOM, Trait.MAY_RECOVER);
    assertThat(cause.refutedBy()).isEqualTo(Stage.KERNEL);
    assertThat(cause.lightens()).containsExactly(new Lightening("host/full", "/run", ""));
  }

  @Test
  void aTraitOrStageThatDoesNotExistIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE + "    traits: [symptom, heavy]\n"))
        .hasMessageStartingWith("c.yaml:9:23: traits: \"heavy\" is none of symptom, restart,");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE + "    refuted-by: boot\n"))
        .hasMessageStartingWith("c.yaml:9:17: refuted-by: \"boot\" is none of power-on,");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ONE + "    speaker: me\n"))
        .hasMessageStartingWith("c.yaml:9:14: speaker: \"me\" is none of kernel, systemd");
  }

  @Test
  void theHeadOfTheCatalogueExplainsEveryTrait() {
    assertThat(BundledFile.text("causes.yaml").lines().filter(line -> line.matches("#   [a-z].*")))
        .extracting(line -> line.substring(1).strip().split(" ", -1)[0])
        .containsExactlyElementsOf(
            Stream.of(Trait.values())
                .map(trait -> trait.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList());
  }

  /** An id that nobody has would explain nothing. */
  @Test
  void theCausesThatACauseNamesAreInTheCatalogue() {
    assertThat(bundled())
        .allSatisfy(cause ->
            assertThat(
                    Stream.concat(
                        Stream.of(cause.explains(), cause.behind(), cause.imageIf())
                            .flatMap(List::stream),
                        cause.lightens().stream().map(Lightening::cause)))
                .allSatisfy(id -> assertThat(Causes.bundled().find(id)).isPresent()));
  }

  @Test
  void whatIsNotYamlIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> Causes.parse("c.yaml", "causes: [\n  }"))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith("c.yaml:2:3: this is not YAML: ");
    assertThatThrownBy(() -> Causes.parse("c.yaml", ""))
        .hasMessage("c.yaml:1:1: the file is empty");
  }
}
