package dev.bootwitness.engine.goss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.engine.check.CheckBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

/** A goss file becomes checks. The file is ours, in the shape that goss' manual describes. */
class GossImportTest {

  private static final String GOSS =
      """
      port:
        tcp:22:
          listening: true
          ip: [0.0.0.0]
        udp:5353:
          listening: false
      service:
        sshd:
          enabled: true
          running: true
      user:
        anna:
          exists: true
          uid: 1000
          groups: [anna, wheel]
          home: /home/anna
          shell: /bin/bash
      group:
        wheel: {exists: true, gid: 10}
      process:
        sshd: {running: true}
      package:
        openssh-server: {installed: true, versions: [1:9.2p1-2]}
      mount:
        /data: {exists: true, opts: [rw, noatime], source: /dev/vda1, filesystem: ext4}
      kernel-param:
        net.ipv4.ip_forward: {value: '1'}
      file:
        /etc/motd:
          exists: true
          mode: '0644'
          owner: root
          filetype: file
          contains: [welcome, '/v[0-9]+/', '!secret']
      command:
        show the version:
          exec: uname -r
          exit-status: 0
          stdout: ['/^6\\./']
          stderr: ['!error']
        unused:
          exit-status: 0
          skip: true
      http:
        http://localhost:8080/:
          status: 200
          allow-insecure: true
          no-follow-redirects: true
          body: [ready, '/re/']
      dns:
        localhost: {resolvable: true, addrs: [127.0.0.1]}
      interface:
        eth0: {exists: true, addrs: [10.0.2.15/24], mtu: 1500}
      addr:
        tcp://10.0.0.1:80: {reachable: true, timeout: 500}
      """;

  @TempDir Path folder;

  private GossImport imported(String text) throws IOException {
    return GossImport.of(Files.writeString(folder.resolve("goss.yaml"), text));
  }

  @Test
  void everyKindThatHasACheckBecomesOne() throws IOException {
    List<Map<String, Object>> checks = imported(GOSS).checks();

    assertThat(checks)
        .contains(
            Map.of(
                "port", 22, "protocol", "tcp4", "listening", true, "addresses", List.of("0.0.0.0")),
            Map.of("port", 5353, "protocol", "udp4", "listening", false),
            Map.of("unit", "sshd.service"),
            Map.of("run", "systemctl is-enabled -q -- 'sshd.service'"),
            Map.of("process", "sshd", "running", true),
            Map.of("kernelParameter", "net.ipv4.ip_forward", "value", "1"),
            Map.of(
                "package", "openssh-server", "installed", true, "versions", List.of("1:9.2p1-2")),
            Map.of("run", "uname -r", "matches", "^6\\."),
            Map.of("run", "cat -- '/etc/motd'", "prints", "welcome"),
            Map.of(
                "name",
                "file./etc/motd: without secret",
                "run",
                "out=$(cat -- '/etc/motd'\n); s=$?; printf '%s\\n' \"$out\" | grep -qF -e 'secret';"
                    + " [ $? = 1 ] && [ $s = 0 ]"),
            Map.of("run", "stat -L -c %a -- '/etc/motd'", "matches", "^0*644$"));
  }

  @Test
  void everyCheckBinds() throws Exception {
    Dump dump = new Dump(DumpSettings.builder().build());
    for (Map<String, Object> check : imported(GOSS).checks()) {
      assertThat(CheckBinder.parse(dump.dumpToString(check)).name()).isNotEmpty();
    }
  }

  @Test
  void whatHasNoCheckIsSaid() throws IOException {
    assertThat(imported(GOSS).left())
        .containsExactlyInAnyOrder(
            "command.unused: goss skips it",
            "http.http://localhost:8080/: the body's pattern `/re/` is not checked",
            "addr.tcp://10.0.0.1:80: there is no check for `addr`");
    assertThat(imported("file:\n  /a: {exists: true, size: {gt: 5}, colour: red}\n").left())
        .containsExactly("file./a: `colour` is not checked", "file./a: `size` is not checked");
  }

  @Test
  void whatIsNotToBeThereIsAskedForNothingElse() throws IOException {
    GossImport absent =
        imported(
            """
            file: {/a: {exists: false, mode: '0644', contains: [x]}}
            group: {g: {exists: false, gid: 7}}
            user: {u: {exists: false, uid: 7}}
            mount: {/m: {exists: false, opts: [rw]}}
            package: {p: {installed: false, versions: ['1']}}
            port: {'tcp6:80': {listening: false, ip: ['::']}}
            interface: {eth9: {exists: false, mtu: 1500}}
            dns: {nowhere: {resolvable: false, addrs: [10.0.0.1]}}
            service: {s: {enabled: false, running: false}}
            """);

    assertThat(absent.left()).isEmpty();
    assertThat(absent.checks())
        .containsExactly(
            Map.of("file", "/a", "exists", false),
            Map.of("run", "getent group -- 'g'; [ $? = 2 ]"),
            Map.of("user", "u", "exists", false),
            Map.of("mount", "/m", "mounted", false),
            Map.of("package", "p", "installed", false),
            Map.of("port", 80, "protocol", "tcp6", "listening", false),
            Map.of("run", "! test -e '/sys/class/net/eth9'"),
            Map.of("run", "getent ahosts 'nowhere'; [ $? = 2 ]"),
            Map.of(
                "run",
                "systemctl is-active -q -- 's.service'; s=$?; [ $s -gt 0 ] && [ $s -lt 126 ]"),
            Map.of(
                "run",
                "systemctl is-enabled -q -- 's.service'; s=$?; [ $s -gt 0 ] && [ $s -lt 126 ]"));
  }

  @Test
  void aValueThatIsNotUnderstoodIsSaid() throws IOException {
    assertThat(
            imported(
                    """
                    command:
                      a: {exit-status: -1, exec: [ls, -l]}
                      b: {timeout: 500}
                      c: {timeout: 90500}
                      d: {exit-status: {gt: 1}}
                      e: {exit-status: -1}
                    file: {/a: {exists: maybe}}
                    http: {'http://a/': {timeout: 1000, no-follow-redirects: true}}
                    """)
                .left())
        .containsExactlyInAnyOrder(
            "command.a: `exec` is a list, and only a text is translated",
            "command.b: `timeout: 500` is not kept; the command may take 30 s",
            "command.d: its `exit-status` is not a plain number, and is not translated",
            "command.e: its `exit-status` is not a plain number, and is not translated",
            "command.c: `timeout: 90500` became `within: 91s`, which also tries a command that fails"
                + " again until then",
            "file./a: `exists` is not checked",
            "http.http://a/: `timeout` is not checked");
  }

  /** goss compiles expressions as Go does; grep(1) reads some of them otherwise. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\\\d+",
        "\\\\bword",
        "(?i)x",
        "a*?",
        "[[:alpha:]]",
        "a{2",
        "[^\\\\s]",
        "a++",
        "(?:x)"
      })
  void aNegatedExpressionThatGrepReadsOtherwiseIsNotTranslated(String expression)
      throws IOException {
    GossImport imported = imported("command: {ls: {stdout: [\"!/" + expression + "/\"]}}\n");

    assertThat(imported.checks()).containsExactly(Map.of("run", "ls"));
    assertThat(imported.left())
        .singleElement()
        .asString()
        .endsWith("is not checked, because grep reads this expression otherwise than Go");
  }

  @ParameterizedTest
  @ValueSource(strings = {"^a[0-9_]+b{2,3}(c|d)\\\\.$", "[^a-z]x?", "one two"})
  void aNegatedExpressionThatMeansTheSameToGrepIsTranslated(String expression) throws IOException {
    GossImport imported = imported("command: {ls: {stdout: [\"!/" + expression + "/\"]}}\n");

    assertThat(imported.left()).isEmpty();
    assertThat(imported.checks()).hasSize(2);
  }

  /** What is translated is run: a command that is missing holds nothing. */
  @Test
  void aTextThatMustNotBeThereIsLookedFor() throws Exception {
    for (String[] tried :
        new String[][] {
          {"echo a secret", "!secret", "1"},
          {"echo nothing", "!secret", "0"},
          {"no-such-command 2>&1", "!secret", "1"},
          {"printf 'a\\nsec%s\\n' ret", "!/^secret$/", "1"},
          {"cat /no/such", "!secret", "1"}
        }) {
      List<Map<String, Object>> checks =
          imported(
                  "command: {\""
                      + tried[0].replace("\\", "\\\\")
                      + "\": {stdout: ['"
                      + tried[1]
                      + "']}}\n")
              .checks();
      Process run =
          new ProcessBuilder("sh", "-c", String.valueOf(checks.getLast().get("run")))
              .redirectErrorStream(true)
              .start();
      run.getInputStream().readAllBytes();
      assertThat(run.waitFor()).as(tried[0]).isEqualTo(Integer.parseInt(tried[2]));
    }
  }

  /** goss' manual: `[]` asserts nothing, "" asserts that there is no output. */
  @Test
  void aSingleTextIsTheWholeOutput() throws Exception {
    GossImport imported =
        imported("command: {a: {exec: 'true', stdout: '', stderr: []}, b: {stdout: all of it}}\n");

    assertThat(imported.left())
        .containsExactly(
            "command.b: `stdout` as a single text must be the whole output, and is not checked; write"
                + " it as a list");
    assertThat(imported.checks()).hasSize(3);
    String empty = String.valueOf(imported.checks().get(1).get("run"));
    assertThat(exit(empty)).isZero();
    assertThat(exit(empty.replace("{ true", "{ echo"))).isOne();
    assertThat(exit(empty.replace("{ true", "{ false"))).isOne();
  }

  private static int exit(String command) throws Exception {
    return new ProcessBuilder("sh", "-c", command).start().waitFor();
  }

  @Test
  void anotherFileIsRefusedWithTheReason() {
    assertThatThrownBy(() -> imported("port: {{.Env.PORT}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is a template");
    assertThatThrownBy(() -> imported("- a\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no goss file");
  }
}
