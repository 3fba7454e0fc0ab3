package dev.bootwitness.engine.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Mistakes in checks, and in what the guest is given. */
class CheckMistakesTest extends SpecMistakeScenario {

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
            + " `network: INTERFACE`, `storage: STATE`, `port: NUMBER`, `process: PROGRAM`, `package: NAME`,"
            + " `mount: PATH`, `user: NAME`, `kernelParameter: NAME`, `http: URL`, `noFailedUnits: true` and"
            + " `cleanJournal: err`.";
    assertThat(said(withCheck("{run: id, unit: ssh.service}"))).isEqualTo(kinds);
    assertThat(said(withCheck("{name: nothing}"))).isEqualTo(kinds);
    assertThat(said(withCheck("id"))).isEqualTo(kinds);
  }

  @Test
  void aMistypedKindIsNamedWithTheNearestOne() throws IOException {
    String needed =
        " A check needs exactly one of `run: COMMAND`, `unit: NAME`, `file: PATH`, `network:"
            + " INTERFACE`, `storage: STATE`, `port: NUMBER`, `process: PROGRAM`, `package: NAME`, `mount:"
            + " PATH`, `user: NAME`, `kernelParameter: NAME`, `http: URL`, `noFailedUnits: true` and"
            + " `cleanJournal: err`.";
    assertThat(said(withCheck("{rn: id}")))
        .isEqualTo("a.yaml:3:12  checks[0].rn: no such key here. Did you mean `run`?" + needed);
    assertThat(said(withCheck("{name: a, netwrok: lan}")))
        .isEqualTo(
            "a.yaml:3:21  checks[0].netwrok: no such key here. Did you mean `network`?" + needed);
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
}
