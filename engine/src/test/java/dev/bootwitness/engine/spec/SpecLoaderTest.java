package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Scaling;
import dev.bootwitness.engine.binding.SpecException;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.engine.check.FileCheck;
import dev.bootwitness.engine.check.NetworkCheck;
import dev.bootwitness.engine.check.RunCheck;
import dev.bootwitness.engine.check.StorageCheck;
import dev.bootwitness.engine.check.UnitCheck;
import dev.bootwitness.machine.config.Board;
import dev.bootwitness.machine.config.DiskBus;
import dev.bootwitness.machine.config.Nic;
import dev.bootwitness.machine.config.Peripheral;
import dev.bootwitness.machine.config.Peripherals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecLoaderTest {

  @TempDir Path directory;

  /** A test in JUnit waits for a time even if its spec sets none; the spec's own limit counts. */
  @Test
  void theWaitForRoomHasALimitIfSomebodySetsOne() throws Exception {
    Duration usual = Duration.ofMinutes(10);

    BootManner unlimited = load("image: disk.iso\n").manner();
    assertThat(unlimited.patience()).isEmpty();
    assertThat(unlimited.waiting(usual).patience()).contains(usual);
    assertThat(load("image: disk.iso\nboot: {wait: 5m}\n").manner().waiting(usual).patience())
        .contains(Duration.ofMinutes(5));
  }

  @Test
  void everyKeyReachesItsRecord() throws Exception {
    assertThat(load(SampleSpec.FULL))
        .isEqualTo(
            new Spec(
                "everything",
                directory.resolve("bootwitness.yaml"),
                directory,
                new ImageSpec(
                    Optional.of(
                        new ImageSpec.BuildSpec(
                            new ImageSpec.CommandMaker(List.of("./build", "--fast")),
                            List.of("src", "../shared"),
                            Optional.of("packages"),
                            Map.of("VARIANT", "small"),
                            Duration.ofMinutes(20),
                            Optional.of(Duration.ofSeconds(90)))),
                    Optional.empty(),
                    Optional.of(
                        new ImageSpec.KernelSpec(
                            "vmlinuz", Optional.of("initrd.img"), "console=ttyS0 quiet")),
                    Optional.empty(),
                    Optional.of(new KernelWords(List.of("loglevel=7"), List.of("quiet")))),
                new MachineSpec(
                    Board.I440FX,
                    512 * MachineSpec.MIB,
                    4,
                    List.of(
                        DiskSpec.blank("data0", 1L << 30),
                        new DiskSpec(
                            "data1",
                            Optional.of("disks"),
                            1L << 40,
                            Optional.empty(),
                            DiskBus.VIRTIO,
                            Optional.empty(),
                            Optional.empty(),
                            false,
                            Optional.empty()),
                        new DiskSpec(
                            "hdd",
                            Optional.empty(),
                            1L << 32,
                            Optional.empty(),
                            DiskBus.SCSI,
                            Optional.of("HDD-1"),
                            Optional.of(true),
                            true,
                            Optional.empty()),
                        new DiskSpec(
                            "data3",
                            Optional.empty(),
                            0,
                            Optional.of("data.img"),
                            DiskBus.IDE,
                            Optional.empty(),
                            Optional.of(false),
                            false,
                            Optional.empty())),
                    Optional.of(MachineSpec.Firmware.UEFI),
                    MachineSpec.AcceleratorWish.TCG,
                    List.of(
                        Nic.ISOLATED,
                        new Nic(Nic.Reach.INTERNET, Nic.Model.E1000, "52:54:00:00:00:01")),
                    Peripherals.STANDARD
                        .with(Peripheral.FLOPPY, Peripheral.TPM)
                        .without(Peripheral.RNG)
                        .withSerialPorts(2)),
                Duration.ofMillis(1500),
                1,
                Optional.of(
                    new LoginSpec(
                        "nixos",
                        Optional.of(new Secret.Env("PASSWORD")),
                        true,
                        Optional.of(new Secret.InFile(directory.resolve("root.password"))))),
                checks(
                    new RunCheck(
                        "who",
                        "id -u",
                        "one\ntwo\n",
                        3,
                        Optional.of("0"),
                        Optional.of("^0$"),
                        Optional.of(Duration.ofHours(1))),
                    new UnitCheck(
                        "no ssh",
                        "ssh.service",
                        UnitCheck.UnitState.INACTIVE,
                        Optional.of(Duration.ofMillis(500))),
                    new FileCheck(
                        "users",
                        "/etc/passwd",
                        true,
                        Optional.of("root"),
                        Optional.of("^root:"),
                        Optional.of(Duration.ofMinutes(2))),
                    new FileCheck(
                        "/etc/nologin",
                        "/etc/nologin",
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                    new NetworkCheck(
                        "network lan",
                        "lan",
                        NetworkCheck.Family.IPV4,
                        Optional.of(Duration.ofMinutes(1))),
                    new StorageCheck(
                        "storage applied",
                        StorageCheck.StorageState.APPLIED,
                        StatusFiles.bundled().at("/run/my/status"),
                        List.of("main"),
                        List.of("main/slash"),
                        List.of("/mnt"),
                        Optional.empty()),
                    new StorageCheck(
                        "left alone",
                        StorageCheck.StorageState.PLAN_ONLY,
                        StatusFiles.bundled().at("/run/pre-nixos/storage-status"),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty())),
                Scaling.OFF,
                new EvidenceSpec(EvidenceSpec.MemoryDump.FAILURE, 1L << 30),
                new GuestSpec(
                    List.of(
                        new GuestSpec.GuestFile(
                            "/etc/motd", new GuestSpec.Written("hello"), 0644, "root", "root"),
                        new GuestSpec.GuestFile(
                            "/etc/a b",
                            new GuestSpec.Hidden(new Secret.Env("TOKEN")),
                            0600,
                            "1000",
                            "adm"),
                        new GuestSpec.GuestFile(
                            "/c",
                            new GuestSpec.Copied(directory.resolve("c")),
                            0755,
                            "root",
                            "root"),
                        new GuestSpec.GuestFile(
                            "/d",
                            new GuestSpec.Hidden(new Secret.InFile(directory.resolve("d"))),
                            0644,
                            "root",
                            "root")),
                    List.of(
                        new GuestSpec.Written("ssh-ed25519 AAAAC3Nz me@here"),
                        new GuestSpec.Copied(directory.resolve("id.pub")))),
                CheckpointUse.AUTO,
                new KeepSpec(
                    Optional.of(directory.resolve("docs")),
                    Optional.of(directory.resolveSibling("todo.md")),
                    KeepSpec.Machine.FAILURE),
                KnowledgeSpec.NONE,
                BootManner.DEFAULT,
                Optional.of(Duration.ofMinutes(10)),
                FailurePolicy.NONE,
                CheckDivision.NONE));
  }

  private static List<StepSpec> checks(CheckSpec... checks) {
    return Stream.of(checks).<StepSpec>map(StepSpec.Check::new).toList();
  }

  @Test
  void whatIsNotSaidHasItsDefault() throws Exception {
    Spec spec = load("image: disk.iso\n");

    assertThat(spec)
        .isEqualTo(
            new Spec(
                String.valueOf(directory.getFileName()),
                directory.resolve("bootwitness.yaml"),
                directory,
                new ImageSpec(Optional.empty(), Optional.of("disk.iso"), Optional.empty()),
                MachineSpec.DEFAULT,
                Spec.DEFAULT_BOOT_WITHIN,
                0,
                Optional.empty(),
                List.of(),
                Scaling.AUTO,
                EvidenceSpec.DEFAULT,
                GuestSpec.NONE,
                CheckpointUse.AUTO,
                KeepSpec.NOTHING,
                KnowledgeSpec.NONE,
                BootManner.DEFAULT,
                Optional.empty(),
                FailurePolicy.NONE,
                CheckDivision.NONE));
    assertThat(spec.resolve("../disk.iso")).isEqualTo(directory.resolveSibling("disk.iso"));
  }

  @Test
  void aCheckWithoutANameIsCalledWhatItDoes() throws Exception {
    List<CheckSpec> checks =
        load("""
        image: a.iso
        login: {user: root, password: 1234}
        checks:
          - run: |

              first line
              second line
          - unit: ssh.service
          - file: /etc/passwd
        """)
            .checks();

    assertThat(checks)
        .extracting(CheckSpec::name)
        .containsExactly("first line", "ssh.service", "/etc/passwd");
    assertThat(checks).allSatisfy(check -> assertThat(check.within()).isEmpty());
  }

  @Test
  void aLiteralPasswordIsATextWhateverItLooksLike() throws Exception {
    assertThat(load("image: a.iso\nlogin: {user: root, password: 0123}\n").login())
        .hasValueSatisfying(login -> {
          assertThat(login.password()).contains(new Secret.Literal("0123"));
          assertThat(login.toString()).doesNotContain("0123");
          assertThat(login.becomeRoot()).isFalse();
        });
  }

  @Test
  void aSpecWithoutANameIsCalledLikeItsFolderHoweverThatIsWritten() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("my-image").resolve("sub"));
    Files.writeString(folder.resolveSibling("bootwitness.yaml"), "image: a.iso\n");

    assertThat(SpecLoader.load(folder.resolve("..")).name()).isEqualTo("my-image");
    assertThat(SpecLoader.load(folder.resolveSibling(".")).name()).isEqualTo("my-image");
  }

  @Test
  void anArchiveBringsItsQueueUnlessTheSpecSaysOtherwise() throws Exception {
    assertThat(load("image: a.iso\narchive: docs\n").keep().queue())
        .contains(directory.resolve("docs/task-queue.md"));
    assertThat(load("image: a.iso\narchive: docs\nqueue: none\n").keep().queue()).isEmpty();
    assertThat(load("image: a.iso\nqueue: /srv/todo.md\n").keep())
        .isEqualTo(
            new KeepSpec(
                Optional.empty(), Optional.of(Path.of("/srv/todo.md")), KeepSpec.Machine.NEVER));
    assertThat(load("image: a.iso\n").keep()).isEqualTo(KeepSpec.NOTHING);
  }

  private Spec load(String yaml) throws IOException, SpecException {
    Files.writeString(directory.resolve("bootwitness.yaml"), yaml);
    return SpecLoader.load(directory);
  }
}
