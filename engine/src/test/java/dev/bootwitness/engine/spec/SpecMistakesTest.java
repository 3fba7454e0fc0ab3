package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exact messages for mistakes in a spec. */
class SpecMistakesTest {

  @TempDir Path directory;

  @Test
  void anUnknownKeyIsToldWithTheNearestAndTheAllowedOnes() throws IOException {
    assertThat(
            said(
                """
                image: a.iso
                login: {user: root}
                checks:
                  - run: id
                    wihtin: 5s
                """))
        .isEqualTo(
            "a.yaml:5:5  checks[0].wihtin: no such key here. Did you mean `within`? Allowed: run,"
                + " name, stdin, exit, prints, matches, within.");
  }

  @Test
  void anUnknownKeyThatResemblesNothingIsToldWithTheAllowedOnes() throws IOException {
    assertThat(said("image: a.iso\nkernelpanic: yes\n"))
        .isEqualTo(
            "a.yaml:2:1  kernelpanic: no such key here. Allowed: name, image, kernel, machine, boot,"
                + " login, checks, scale, evidence, guest, archive, queue, packs, rules.");
  }

  @Test
  void aMistakeInARuleFileIsToldWithItsPlace() throws IOException {
    Path rules = Files.createDirectories(directory.resolve("rules"));
    Files.writeString(
        rules.resolve("own.yaml"),
        """
        rules:
          - id: own
            cause: kernel/panic
            stages: kernel
            severity: fatal
            pattern: '(a)\\1'
            detail: no
        """);

    assertThat(said("image: a.iso\nrules: [rules]\n"))
        .startsWith("a.yaml:2:8  rules: a rule file has a mistake: ")
        .contains("own.yaml:6:14: pattern: this is not a linear-time pattern");
  }

  @Test
  void aFolderOfRulesThatIsMissingIsTold() throws IOException {
    assertThat(said("image: a.iso\nrules: [nowhere]\n"))
        .startsWith("a.yaml:2:8  rules: cannot read ")
        .contains("nowhere");
  }

  @Test
  void aCheckpointThatCanNeverBeMadeIsNotRequired() throws IOException {
    assertThat(
            said(
                """
                image: a.iso
                machine: {tpm: true}
                boot: {checkpoint: require}
                login: {user: root}
                """))
        .isEqualTo(
            "a.yaml:3:7  boot: `checkpoint: require` does not work with `machine: {tpm: true}`,"
                + " because a TPM cannot be frozen. Remove one of the two.");
  }

  @Test
  void aCheckpointOfADiskThatCannotBeFrozenIsNotRequired() throws IOException {
    String why =
        "boot: `checkpoint: require` does not work with a disk on nvme, because QEMU cannot freeze"
            + " it. Use another bus, or remove the key.";
    String login = "boot: {checkpoint: require}\nlogin: {user: root}\n";
    assertThat(said("image: a.iso\nmachine: {disks: [{size: 1GiB, bus: nvme}]}\n" + login))
        .isEqualTo("a.yaml:3:7  " + why);
    assertThat(said("image: {path: a.img, bus: nvme}\n" + login)).isEqualTo("a.yaml:2:7  " + why);
  }

  @Test
  void aKeyThatStandsTwiceIsToldAtItsSecondPlace() throws IOException {
    assertThat(said("image: a.iso\nmachine:\n  cpus: 1\n  cpus: 2\n"))
        .isEqualTo("a.yaml:4:3  machine.cpus: this key appears twice. Keep one of them.");
  }

  @Test
  void aKeyThatIsNoWordIsRefused() throws IOException {
    assertThat(said("image: a.iso\n? [a, b]\n: c\n"))
        .isEqualTo(
            "a.yaml:2:3  a key must be a plain word. Allowed: name, image, kernel, machine, boot,"
                + " login, checks, scale, evidence, guest, archive, queue, packs, rules.");
  }

  @Test
  void aTextWhereAMappingBelongsIsToldWithTheExpectedKeys() throws IOException {
    assertThat(said("image: a.iso\nlogin: root\n"))
        .isEqualTo(
            "a.yaml:2:8  login: expected a mapping with the keys user, password, become,"
                + " rootPassword; found \"root\".");
  }

  @Test
  void aListWhereATextBelongsIsTold() throws IOException {
    assertThat(said("image: a.iso\nname: [a]\n"))
        .isEqualTo("a.yaml:2:7  name: expected a text, found a list.");
  }

  @Test
  void aMappingWhereATextBelongsIsTold() throws IOException {
    assertThat(said("image:\n  path: {file: a.iso}\n"))
        .isEqualTo("a.yaml:2:9  image.path: expected a text, found a mapping.");
  }

  @Test
  void aTextWhereAListBelongsIsTold() throws IOException {
    assertThat(said("image: a.iso\nmachine: {disks: 4GiB}\n"))
        .isEqualTo(
            "a.yaml:2:18  machine.disks: expected a list of sizes such as 4GiB, found"
                + " \"4GiB\".");
  }

  @Test
  void aKeyWithoutAValueIsTold() throws IOException {
    assertThat(said("image: a.iso\nlogin:\n  user:\n"))
        .isEqualTo("a.yaml:3:8  login.user: expected a text, found nothing.");
  }

  @Test
  void aRequiredKeyThatIsMissingIsToldWithAnExample() throws IOException {
    assertThat(said("name: a\n"))
        .isEqualTo("a.yaml:1:1  image: this key is missing. Write e.g. `image: disk.iso`.");
    assertThat(said("image: a.iso\nlogin: {become: root}\n"))
        .isEqualTo("a.yaml:2:8  login.user: this key is missing. Write e.g. `user: root`.");
    assertThat(said("image:\n  build: {inputs: [.]}\n  path: a.iso\n"))
        .isEqualTo(
            "a.yaml:2:10  image.build.command: this key is missing. Write e.g. `command: [./build]`.");
  }

  @Test
  void anEmptyTextIsNoValue() throws IOException {
    assertThat(said("image: a.iso\nlogin: {user: ''}\n"))
        .isEqualTo("a.yaml:2:15  login.user: expected a text that is not blank, found \"\".");
  }

  @Test
  void whatABuildPromisesMustLieInItsOutput() throws IOException {
    assertThat(said("image: {build: {command: [make]}, path: ./a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:41  image.path: \"./a.iso\" does not name a file in the build's output."
                + " Write e.g. disk.iso.");
    assertThat(said("image: {build: {command: [make]}, kernel: k, initrd: /boot/i}\n"))
        .isEqualTo(
            "a.yaml:1:54  image.initrd: \"/boot/i\" does not name a file in the build's output."
                + " Write e.g. disk.iso.");
  }

  @Test
  void aSizeThatIsNoneIsTold() throws IOException {
    assertThat(said("image: a.iso\nmachine:\n  memory: 2 gigs\n"))
        .isEqualTo(
            "a.yaml:3:11  machine.memory: \"2 gigs\" is not a size. Write e.g. 2GiB or 512MiB.");
    assertThat(said("image: a.iso\nmachine: {disks: [4GiB, 999999999TiB]}\n"))
        .isEqualTo(
            "a.yaml:2:25  machine.disks[1]: \"999999999TiB\" is not a size. Write e.g. 2GiB or"
                + " 512MiB.");
  }

  @Test
  void aDiskIsBlankOrHasTheContentOfAnImage() throws IOException {
    String either =
        "a.yaml:2:19  machine.disks[0]: a disk needs exactly one of `size: 4GiB` (blank) and"
            + " `image: FILE` (with its content).";
    assertThat(said(withDisk("{bus: scsi}"))).isEqualTo(either);
    assertThat(said(withDisk("{size: 1GiB, image: a.img}"))).isEqualTo(either);
  }

  @Test
  void whatADisksBusCannotShowIsToldWithTheBusesThatCan() throws IOException {
    assertThat(said(withDisk("{size: 1GiB, rotational: false}")))
        .isEqualTo(
            "a.yaml:2:44  machine.disks[0].rotational: a Linux guest always sees a disk on virtio as"
                + " rotating. Use scsi, sata, nvme.");
    assertThat(said(withDisk("{size: 1GiB, bus: nvme, rotational: true}")))
        .isEqualTo(
            "a.yaml:2:55  machine.disks[0].rotational: a Linux guest always sees a disk on nvme as"
                + " solid-state. Use virtio, scsi, sata, usb.");
    assertThat(said(withDisk("{size: 1GiB, bus: sata, readOnly: true}")))
        .isEqualTo(
            "a.yaml:2:53  machine.disks[0].readOnly: a disk on sata cannot be read-only. Use virtio,"
                + " scsi, nvme, usb.");
  }

  @Test
  void anIdeDiskNeedsAnOldBoardWithRoomForIt() throws IOException {
    assertThat(said(withDisk("{size: 1GiB, bus: ide}")))
        .isEqualTo(
            "a.yaml:2:37  machine.disks[0].bus: \"ide\" needs `machine: {type: i440fx}`. Or use"
                + " sata, which guests also see as ATA.");
    String ide = "{size: 1GiB, bus: ide}";
    assertThat(
            said(
                "image: a.iso\nmachine: {type: i440fx, disks: [%s, %s, %s, %s]}\n"
                    .formatted(ide, ide, ide, ide)))
        .isEqualTo(
            "a.yaml:2:32  machine.disks: 4 disks are on ide, which has room for 3 and a CD drive."
                + " Use sata for the rest.");
  }

  @Test
  void aSerialNumberIsShortAndOneDisksOnly() throws IOException {
    assertThat(said(withDisk("{size: 1GiB, serial: 'a b'}")))
        .isEqualTo(
            "a.yaml:2:40  machine.disks[0].serial: \"a b\" is not a serial number. Write 1 to 20 of"
                + " A-Z a-z 0-9 . _ -");
    assertThat(said(withDisk("{size: 1GiB, serial: a}, {size: 1GiB, serial: a}")))
        .isEqualTo(
            "a.yaml:2:65  machine.disks[1].serial: \"a\" is already the serial number of"
                + " another disk.");
  }

  @Test
  void aNetworkCardIsOfAKindAndHasAnAddressOfItsOwn() throws IOException {
    assertThat(said("image: a.iso\nmachine: {network: [{model: e1000}]}\n"))
        .isEqualTo(
            "a.yaml:2:21  machine.network[0].kind: this key is missing. Write e.g. `kind: isolated`.");
    assertThat(said("image: a.iso\nmachine: {network: internets}\n"))
        .isEqualTo(
            "a.yaml:2:20  machine.network: \"internets\" is not a known value. Did you mean"
                + " `internet`? Allowed: isolated, none, internet.");
    assertThat(
            said(
                "image: a.iso\nmachine: {network: [{kind: isolated, mac: '01:00:5e:00:00:01'}]}\n"))
        .isEqualTo(
            "a.yaml:2:43  machine.network[0].mac: \"01:00:5e:00:00:01\" is not the address of a network card."
                + " Write e.g. \"52:54:00:00:00:01\".");
    assertThat(said("image: a.iso\nmachine: {network: none, internet: true}\n"))
        .isEqualTo(
            "a.yaml:2:36  machine.internet: `internet: true` is short for `network: internet`. Keep"
                + " one of the two keys.");
  }

  @Test
  void whatAnArmMachineDoesNotHaveIsTold() throws IOException {
    assertThat(
            said(
                """
                image: a.iso
                machine:
                  arch: aarch64
                  type: q35
                  firmware: bios
                  accelerator: kvm
                  floppy: true
                  serialPorts: 2
                """))
        .isEqualTo(
            """
            a.yaml:4:9  machine.type: an aarch64 machine has only one type. Leave this key out.
            a.yaml:5:13  machine.firmware: an aarch64 machine has no BIOS. Write uefi, or leave it out.
            a.yaml:6:16  machine.accelerator: KVM cannot run an aarch64 guest on x86-64. Write tcg, or leave it out.
            a.yaml:7:11  machine.floppy: an aarch64 machine cannot have a floppy drive. Leave this key out.
            a.yaml:8:16  machine.serialPorts: an aarch64 machine has only one serial port. Leave this key out.\
            """);
  }

  @Test
  void wordsOfTheKernelAreSingleWords() throws IOException {
    assertThat(said("image: a.iso\nkernel: {add: [console=ttyS0 quiet]}\n"))
        .isEqualTo(
            "a.yaml:2:15  kernel.add: \"console=ttyS0 quiet\" is not a single word. Write e.g. `add:"
                + " [quiet, splash]`.");
  }

  @Test
  void aDurationThatIsNoneIsTold() throws IOException {
    assertThat(said("image: a.iso\nboot: {within: 60}\n"))
        .isEqualTo(
            "a.yaml:2:16  boot.within: \"60\" is not a duration. Write e.g. 90s, 5m or 500ms.");
    assertThat(said("image: a.iso\nboot: {within: 0s}\n"))
        .isEqualTo(
            "a.yaml:2:16  boot.within: \"0s\" is not a duration. Write e.g. 90s, 5m or 500ms.");
  }

  @Test
  void aNumberOutOfRangeIsTold() throws IOException {
    assertThat(said("image: a.iso\nmachine: {cpus: 0}\n"))
        .isEqualTo("a.yaml:2:17  machine.cpus: \"0\" is not a whole number from 1 to 255.");
  }

  @Test
  void aWordThatIsNotOneOfTheKnownIsToldWithTheNearest() throws IOException {
    assertThat(said("image: a.iso\nmachine: {firmware: uefy}\n"))
        .isEqualTo(
            "a.yaml:2:21  machine.firmware: \"uefy\" is not a known value. Did you mean `uefi`?"
                + " Allowed: bios, uefi.");
    assertThat(said("image: a.iso\nlogin: {user: a, become: admin}\n"))
        .isEqualTo("a.yaml:2:26  login.become: \"admin\" is not a known value. Allowed: root.");
  }

  @Test
  void aRegularExpressionThatIsNoneIsTold() throws IOException {
    assertThat(said(withCheck("{run: id, matches: '('}")))
        .isEqualTo(
            "a.yaml:3:30  checks[0].matches: this regular expression cannot be used: missing closing )"
                + " near index 1. Back-references and look-around are not supported.");
  }

  @Test
  void aFileCheckNeedsAnAbsolutePath() throws IOException {
    assertThat(said(withCheck("{file: etc/passwd}")))
        .isEqualTo(
            "a.yaml:3:18  checks[0].file: \"etc/passwd\" is not an absolute path in the guest.");
  }

  @Test
  void aFileThatMustNotExistHasNoContent() throws IOException {
    assertThat(said(withCheck("{file: /a, exists: false, contains: x}")))
        .isEqualTo(
            "a.yaml:3:30  checks[0].exists: a file that must not exist cannot contain anything.");
    assertThat(said(withCheck("{file: /a, exists: no}")))
        .isEqualTo("a.yaml:3:30  checks[0].exists: \"no\" is neither true nor false.");
  }

  @Test
  void aCheckIsOfOneKind() throws IOException {
    String kinds =
        "a.yaml:3:11  checks[0]: a check needs exactly one of `run: COMMAND`, `unit: NAME`, `file: PATH`,"
            + " `network: INTERFACE` and `storage: STATE`.";
    assertThat(said(withCheck("{run: id, unit: ssh.service}"))).isEqualTo(kinds);
    assertThat(said(withCheck("{name: nothing}"))).isEqualTo(kinds);
    assertThat(said(withCheck("id"))).isEqualTo(kinds);
  }

  @Test
  void aNetworkOrStorageCheckNamesWhatThereCanBe() throws IOException {
    assertThat(said(withCheck("{network: lan, address: ipv5}")))
        .isEqualTo(
            "a.yaml:3:35  checks[0].address: \"ipv5\" is not a known value. Did you mean `ipv4`?"
                + " Allowed: ipv4, ipv6, any, none.");
    assertThat(said(withCheck("{network: a/b}")))
        .isEqualTo(
            "a.yaml:3:21  checks[0].network: \"a/b\" cannot be the name of a network interface.");
    assertThat(said(withCheck("{storage: plan_only}")))
        .isEqualTo(
            "a.yaml:3:21  checks[0].storage: \"plan_only\" is not a known value. Did you mean"
                + " `plan-only`? Allowed: applied, plan-only, nothing-to-do.");
    assertThat(said(withCheck("{storage: applied, status: run/x}")))
        .isEqualTo(
            "a.yaml:3:38  checks[0].status: \"run/x\" is not an absolute path in the guest.");
    assertThat(said(withCheck("{storage: applied, volumes: [slash]}")))
        .isEqualTo(
            "a.yaml:3:39  checks[0].volumes: \"slash\" is not a volume. Write e.g. `volumes:"
                + " [main/slash]`.");
    assertThat(said(withCheck("{storage: plan-only, groups: [main]}")))
        .endsWith("`groups`, `volumes` and `mounts` go with `storage: applied`.");
  }

  @Test
  void checksNeedALogin() throws IOException {
    assertThat(said("image: a.iso\nchecks:\n- run: id\n"))
        .isEqualTo("a.yaml:3:1  checks: checks need a shell in the guest. Add `login: {user: …}`.");
  }

  @Test
  void oneThingBootsAndNotTwo() throws IOException {
    assertThat(said("image: {path: a.iso, kernel: vmlinuz}\n"))
        .isEqualTo(
            "a.yaml:1:8  image: `path` and `kernel` exclude each other. Keep the one that boots.");
    assertThat(said("image: {append: quiet}\n"))
        .isEqualTo(
            "a.yaml:1:8  image: nothing to boot is named. Write `path: disk.iso`, or `kernel:` with"
                + " `initrd:` and `append:`.");
    assertThat(said("image: {path: a.iso, append: quiet}\n"))
        .isEqualTo("a.yaml:1:8  image: `initrd` and `append` go with `kernel`, not with `path`.");
    assertThat(said("image:\n"))
        .isEqualTo(
            "a.yaml:1:7  image: expected a mapping with the keys build, path, kernel, initrd,"
                + " append, bus; found nothing.");
  }

  @Test
  void aBuildCommandNeedsAProgram() throws IOException {
    assertThat(said("image: {build: {command: []}, path: a.iso}\n"))
        .isEqualTo(
            "a.yaml:1:26  image.build.command: a command needs at least a program. Write e.g."
                + " `command: [./build]`.");
  }

  @Test
  void aSecretHasOneSource() throws IOException {
    assertThat(said("image: a.iso\nlogin: {user: a, password: {env: A, file: b}}\n"))
        .isEqualTo(
            "a.yaml:2:28  login.password: write the password itself, `{env: VARIABLE}` or `{file:"
                + " path}`.");
    assertThat(said("image: a.iso\nlogin: {user: a, rootPassword: {}}\n"))
        .isEqualTo(
            "a.yaml:2:32  login.rootPassword: write the password itself, `{env: VARIABLE}` or"
                + " `{file: path}`.");
    assertThat(said("image: a.iso\nlogin: {user: a, password: [a]}\n"))
        .isEqualTo(
            "a.yaml:2:28  login.password: expected a mapping with the keys env, file; found a list.");
    assertThat(said("image: a.iso\nlogin: {user: a, password: {environment: A}}\n"))
        .isEqualTo(
            """
            a.yaml:2:28  login.password: write the password itself, `{env: VARIABLE}` or `{file: path}`.
            a.yaml:2:29  login.password.environment: no such key here. Allowed: env, file.\
            """);
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() throws IOException {
    assertThat(said("image: a.iso\nname: ../../etc\n"))
        .isEqualTo(
            "a.yaml:2:7  name: \"../../etc\" cannot name a folder. Leave out slashes and a leading"
                + " dot.");
  }

  @Test
  void aPathThatIsNoneIsTold() throws IOException {
    assertThat(said("image: \"a\\0.iso\"\n"))
        .isEqualTo(
            "a.yaml:1:8  image: this cannot be the path of a file: Nul character not allowed.");
  }

  @Test
  void anEmptyFileIsToldWithTheExpectedKeys() throws IOException {
    String empty =
        "a.yaml:1:1  the file is empty. Expected keys: name, image, kernel, machine, boot, login,"
            + " checks, scale, evidence, guest, archive, queue, packs, rules.";
    assertThat(said("")).isEqualTo(empty);
    assertThat(said("# nothing but a comment\n")).isEqualTo(empty);
  }

  @Test
  void whatIsNotYamlIsToldWhereItStopsBeingYaml() throws IOException {
    assertThat(said("image: a.iso\nmachine: {cpus: 1\nboot: {}\n"))
        .isEqualTo("a.yaml:3:5  not YAML: expected ',' or '}', but got :.");
    assertThat(said("image:\n\tpath: a\n"))
        .isEqualTo(
            "a.yaml:2:1  not YAML: found character '\\t(TAB)' that cannot start any token. (Do not"
                + " use \\t(TAB) for indentation).");
    assertThat(said("image: *nowhere\n"))
        .isEqualTo("a.yaml:1:8  not YAML: found undefined alias nowhere.");
    assertThat(said("image: a.iso\n---\nimage: b.iso\n"))
        .isEqualTo("a.yaml:2:1  not YAML: but found another document.");
  }

  @Test
  void aFileThatIsNestedWithoutEndIsRefused() throws IOException {
    assertThat(said("image: " + "[".repeat(1000)))
        .isEqualTo("a.yaml:1:107  nested more than 100 levels deep; a spec needs 4.");
  }

  @Test
  void bytesThatAreNoTextAreTold() throws IOException {
    Path file = Files.write(directory.resolve("a.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});

    assertThat(said(file)).isEqualTo("a.yaml:1:1  not UTF-8 text. Save the spec as UTF-8.");
  }

  @Test
  void aFileThatIsNotThereIsTold() {
    assertThat(said(directory.resolve("absent.yaml")))
        .isEqualTo(
            "absent.yaml:1:1  there is no such file. Name a spec, or a folder with a"
                + " bootwitness.yaml.");
    assertThat(said(directory))
        .isEqualTo(
            "bootwitness.yaml:1:1  there is no such file. Name a spec, or a folder"
                + " with a bootwitness.yaml.");
  }

  @Test
  void allMistakesAreToldAtOnceInTheOrderOfTheFile() throws IOException {
    assertThat(
            said(
                """
                checks:
                  - run: id
                    exit: 256
                  - {file: a, within: soon}
                login: {usr: root}
                machine: {memory: 1}
                image: {path: a.iso, kernel: b}
                """))
        .isEqualTo(
            """
            a.yaml:3:11  checks[0].exit: "256" is not a whole number from 0 to 255.
            a.yaml:4:12  checks[1].file: "a" is not an absolute path in the guest.
            a.yaml:4:23  checks[1].within: "soon" is not a duration. Write e.g. 90s, 5m or 500ms.
            a.yaml:5:8  login.user: this key is missing. Write e.g. `user: root`.
            a.yaml:5:9  login.usr: no such key here. Did you mean `user`? Allowed: user, password, become, rootPassword.
            a.yaml:6:19  machine.memory: "1" is not a size. Write e.g. 2GiB or 512MiB.
            a.yaml:7:8  image: `path` and `kernel` exclude each other. Keep the one that boots.\
            """);
  }

  private static String withDisk(String disk) {
    return "image: a.iso\nmachine: {disks: [" + disk + "]}\n";
  }

  private static String withCheck(String check) {
    return "image: a.iso\nlogin: {user: root}\nchecks: [ " + check + " ]\n";
  }

  private String said(String yaml) throws IOException {
    return said(Files.writeString(directory.resolve("a.yaml"), yaml));
  }

  /** What is printed, the file named as if the user stood in its folder. */
  @Test
  void eachMistakeInWhatTheGuestIsGivenIsToldAtItsPlace() throws IOException {
    assertThat(
            said(
                """
                image: a.iso
                guest:
                  files:
                    etc/motd: hello
                    /a/../b: hello
                    /c: {text: a, env: B}
                    /d: {text: a, mode: 9}
                    /e: {text: a, owner: 'x y'}
                  authorizedKeys: [secret, {env: A}]
                """))
        .contains("a.yaml:4:5  guest.files: \"etc/motd\" cannot be the path of a file in the guest")
        .contains("a.yaml:5:5  guest.files: \"/a/../b\" cannot be the path of a file in the guest")
        .contains(
            "a.yaml:6:9  guest.files./c: the content needs exactly one of `text`, `from`, `env` and `file`")
        .contains("a.yaml:7:25  guest.files./d.mode: \"9\" is not a file mode")
        .contains("a.yaml:8:26  guest.files./e.owner: \"x y\" is not the name of a user or group")
        .contains("a.yaml:9:20  guest.authorizedKeys[0]: \"secret\" is not a public key")
        .contains("guest.authorizedKeys[1].env: no such key here");
  }

  private String said(Path file) {
    SpecException e = catchThrowableOfType(SpecException.class, () -> SpecLoader.load(file));
    assertThat(e.problems()).isNotEmpty();
    return String.valueOf(e.getMessage()).replace(directory + "/", "");
  }
}
