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
            Map.of("port", 22, "listening", true, "addresses", List.of("0.0.0.0")),
            Map.of("port", 5353, "protocol", "udp", "listening", false),
            Map.of("unit", "sshd.service"),
            Map.of("run", "systemctl is-enabled -q -- 'sshd.service'"),
            Map.of("process", "sshd", "running", true),
            Map.of("kernelParameter", "net.ipv4.ip_forward", "value", "1"),
            Map.of(
                "package", "openssh-server", "installed", true, "versions", List.of("1:9.2p1-2")),
            Map.of("run", "uname -r", "matches", "^6\\."),
            Map.of("run", "cat -- '/etc/motd'", "prints", "welcome"),
            Map.of("run", "! { cat -- '/etc/motd'\n} | grep -qF -e 'secret'"),
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
  void anotherFileIsRefusedWithTheReason() {
    assertThatThrownBy(() -> imported("port: {{.Env.PORT}}"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it is a template");
    assertThatThrownBy(() -> imported("- a\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no goss file");
  }
}
