package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.engine.check.UnitCheck;
import dev.bootwitness.machine.config.BootChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps as a spec writes them, and mistakes in them. */
class StepMistakesTest extends SpecMistakeScenario {

  private static String withSteps(String steps) {
    return "image: a.iso\nlogin: {user: root}\nmachine: {disks: [{name: os, size: 1GiB}, {size: 1GiB, bus:"
        + " sata}]}\nsteps: [ "
        + steps
        + " ]\n";
  }

  private List<StepSpec> steps(String steps) throws Exception {
    return SpecLoader.load(Files.writeString(directory.resolve("a.yaml"), withSteps(steps)))
        .steps();
  }

  @Test
  void everyStepHasItsForm() throws Exception {
    assertThat(
            steps(
                "reboot, {reboot: {within: 5m}}, powerOff, powerCut, {powerCut: {during: install, at: Installing,"
                    + " after: 300ms, within: 60s}}, {addDisk: os}, {removeDisk: os}, ejectMedium, {bootFrom: disk},"
                    + " {bootFrom: medium}, screenshot, {screenshot: the menu}, {wait: {text: up}}, {wait: {unit:"
                    + " a.service, within: 5s}}"))
        .containsExactly(
            new StepSpec.Reboot(Duration.ofMinutes(2)),
            new StepSpec.Reboot(Duration.ofMinutes(5)),
            new StepSpec.PowerOff(Duration.ofMinutes(2)),
            new StepSpec.PowerCut(
                Optional.empty(), Optional.empty(), Duration.ZERO, Duration.ofMinutes(1)),
            new StepSpec.PowerCut(
                Optional.of("install"),
                Optional.of("Installing"),
                Duration.ofMillis(300),
                Duration.ofMinutes(1)),
            new StepSpec.AddDisk("os"),
            new StepSpec.RemoveDisk("os"),
            new StepSpec.EjectMedium(),
            new StepSpec.BootFrom(BootChoice.DISK),
            new StepSpec.BootFrom(BootChoice.MEDIUM),
            new StepSpec.Screenshot(""),
            new StepSpec.Screenshot("the menu"),
            new StepSpec.WaitForText("up", Duration.ofMinutes(1)),
            new StepSpec.Check(
                new UnitCheck(
                    "a.service",
                    "a.service",
                    UnitCheck.UnitState.ACTIVE,
                    Optional.of(Duration.ofSeconds(5)))));
  }

  @Test
  void aMistypedStepIsNamedWithTheNearestOne() throws IOException {
    assertThat(said(withSteps("rebot")))
        .isEqualTo(
            "a.yaml:4:10  steps[0]: \"rebot\" is no step. Did you mean `reboot`? Allowed as a word: reboot,"
                + " powerOff, powerCut, ejectMedium, screenshot. Others have a value, as in `wait: {text: …}`.");
    assertThat(said(withSteps("{powercut: {}}")))
        .isEqualTo(
            "a.yaml:4:10  steps[0]: a step needs exactly one of these keys: run, unit, file, network, storage,"
                + " port, process, package, mount, user, kernelParameter, http, noFailedUnits,"
                + " cleanJournal, reboot, powerOff, powerCut, addDisk, removeDisk, bootFrom, screenshot, wait. Did you mean"
                + " `powerCut`?");
    assertThat(said(withSteps("{reboot: {withn: 1m}}")))
        .isEqualTo(
            "a.yaml:4:20  steps[0].reboot.withn: no such key here. Did you mean `within`? Allowed: within.");
    assertThat(said(withSteps("{rn: id}")))
        .isEqualTo(
            "a.yaml:4:10  steps[0]: a step needs exactly one of these keys: run, unit, file, network, storage,"
                + " port, process, package, mount, user, kernelParameter, http, noFailedUnits,"
                + " cleanJournal, reboot, powerOff, powerCut, addDisk, removeDisk, bootFrom, screenshot, wait. Did you mean"
                + " `run`?");
  }

  @Test
  void aStepNamesADiskThatCanMove() throws IOException {
    assertThat(said(withSteps("{removeDisk: oss}")))
        .isEqualTo(
            "a.yaml:4:23  steps[0].removeDisk: there is no disk \"oss\". Did you mean `os`? Disks of the"
                + " machine: os, data1.");
    assertThat(said(withSteps("{addDisk: data1}")))
        .isEqualTo(
            "a.yaml:4:20  steps[0].addDisk: a disk on sata or ide cannot come or go while the machine runs. Use"
                + " virtio, scsi, nvme or usb.");
  }

  @Test
  void aWaitIsForOneThing() throws IOException {
    assertThat(said(withSteps("{wait: {text: a, unit: b}}")))
        .isEqualTo(
            "a.yaml:4:17  steps[0].wait: write what to wait for: either `text: …` or `unit: NAME`.");
  }

  @Test
  void stepsAndChecksExcludeEachOtherAndNeedALogin() throws IOException {
    assertThat(said("image: a.iso\nlogin: {user: root}\nchecks: [{run: id}]\nsteps: [reboot]\n"))
        .isEqualTo(
            "a.yaml:4:8  steps: `steps` and `checks` exclude each other. Put the checks among the steps.");
    assertThat(said("image: a.iso\nsteps: [reboot]\n"))
        .isEqualTo("a.yaml:2:8  steps: steps need a shell in the guest. Add `login: {user: …}`.");
  }

  @Test
  void aKeptDiskIsBlankAndHasItsOwnName() throws IOException {
    assertThat(said("image: a.iso\nmachine: {disks: [{name: a b, size: 1GiB}]}\n"))
        .isEqualTo(
            "a.yaml:2:26  machine.disks[0].name: \"a b\" cannot name a disk. Write 1 to 20 of A-Z a-z 0-9 . _"
                + " -");
    assertThat(said(withDisk("{name: data1, size: 1GiB}, 1GiB, {name: data1, size: 1GiB}")))
        .isEqualTo(
            "a.yaml:2:59  machine.disks[2].name: \"data1\" is already the name of another disk.");
    assertThat(said(withDisk("{image: a.img, keep: disks}")))
        .isEqualTo(
            "a.yaml:2:40  machine.disks[0].keep: a folder keeps what the guest writes to a blank disk. Leave out"
                + " `image` and `readOnly`.");
  }

  @Test
  void stepsAreNeverIndependent() throws Exception {
    assertThat(
            said("image: a.iso\nlogin: {user: root}\nindependentChecks: true\nsteps: [reboot]\n"))
        .isEqualTo(
            "a.yaml:3:20  independentChecks: this key goes with `checks`; `steps` are always taken in"
                + " order. Remove it.");
    assertThat(
            said(
                "image: a.iso\nlogin: {user: root}\nindependentChecks: maybe\nchecks: [{run: id}]\n"))
        .startsWith("a.yaml:3:20  independentChecks: ");
  }
}
