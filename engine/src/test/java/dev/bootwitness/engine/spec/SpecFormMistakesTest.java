package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Mistakes in the form: keys, values, and text that is no YAML. */
class SpecFormMistakesTest extends SpecMistakeScenario {

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
                + " name, stdin, exit, prints, matches, within, quarantine.");
  }

  @Test
  void anUnknownKeyThatResemblesNothingIsToldWithTheAllowedOnes() throws IOException {
    assertThat(said("image: a.iso\nkernelpanic: yes\n"))
        .isEqualTo(
            "a.yaml:2:1  kernelpanic: no such key here. Allowed: name, image, kernel, inspect, machine, boot,"
                + " login, checks, independentChecks, steps, retries, confirm, known, scale, evidence, guest, within, keep, archive, queue, packs, rules.");
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
  void aKeyThatStandsTwiceIsToldAtItsSecondPlace() throws IOException {
    assertThat(said("image: a.iso\nmachine:\n  cpus: 1\n  cpus: 2\n"))
        .isEqualTo("a.yaml:4:3  machine.cpus: this key appears twice. Keep one of them.");
  }

  @Test
  void aKeyThatIsNoWordIsRefused() throws IOException {
    assertThat(said("image: a.iso\n? [a, b]\n: c\n"))
        .isEqualTo(
            "a.yaml:2:3  a key must be a plain word. Allowed: name, image, kernel, inspect, machine, boot,"
                + " login, checks, independentChecks, steps, retries, confirm, known, scale, evidence, guest, within, keep, archive, queue, packs, rules.");
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
        "a.yaml:1:1  the file is empty. Expected keys: name, image, kernel, inspect, machine, boot, login,"
            + " checks, independentChecks, steps, retries, confirm, known, scale, evidence, guest, within, keep, archive, queue, packs, rules.";
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

    assertThat(said(file)).isEqualTo("a.yaml:1:1  not UTF-8 text. Save the file as UTF-8.");
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
}
