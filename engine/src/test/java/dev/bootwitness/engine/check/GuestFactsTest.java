package dev.bootwitness.engine.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks of what a system is, against this host; only systemctl and journalctl are scripts of ours.
 */
@Timeout(120)
class GuestFactsTest {

  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  @TempDir Path directory;
  private HostShell shell;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(directory.resolve("bin"));
    shell = new HostShell(directory.resolve("bin"), directory);
  }

  @AfterEach
  void end() {
    shell.close();
  }

  private String message(String check) throws Exception {
    return shell.runner().run(CheckBinder.parse(check)).message();
  }

  private void holds(String check) throws Exception {
    assertThat(shell.runner().run(CheckBinder.parse(check))).isEqualTo(new CheckOutcome.Held());
  }

  private void program(String name, String script) throws IOException {
    Path file = directory.resolve("bin").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void aPortIsOpenOrNot() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      assertThat(message("{port: %d, addresses: [0.0.0.0]}".formatted(port)))
          .contains("nothing listens at tcp port " + port + " of 0.0.0.0; it is open at ")
          .contains("127.0.0.1");
      assertThat(message("{port: %d, listening: false}".formatted(port)))
          .startsWith("tcp port " + port + " is open at ");
      holds("{port: %d}".formatted(port));
    }
    holds("{port: %d, listening: false}".formatted(port));
    assertThat(message("{port: %d}".formatted(port)))
        .startsWith("nothing listens at tcp port " + port + "; open: ");
  }

  @Test
  void aProcessRunsOrDoesNot() throws Exception {
    holds("{process: script}");
    holds("{process: no-such-program, running: false}");
    assertThat(message("{process: no-such-program-at-all}"))
        .isEqualTo("no process is called no-such-program");
    assertThat(message("{process: script, running: false}")).startsWith("script runs as process ");
  }

  @Test
  void aMountHasATypeAndOptions() throws Exception {
    holds("{mount: /proc, filesystem: proc, source: proc, options: [rw]}");
    holds("{mount: /nothing-here, mounted: false}");
    assertThat(message("{mount: /proc, filesystem: ext4}"))
        .startsWith("mounted is proc on /proc type proc (rw");
    assertThat(message("{mount: /nothing-here}")).isEqualTo("nothing is mounted at /nothing-here");
    assertThat(message("{mount: /proc, mounted: false}")).startsWith("something is mounted: proc");
  }

  @Test
  void aUserHasIdsAndGroups() throws Exception {
    holds("{user: root, uid: 0, gid: 0, groups: [root], home: /root}");
    holds("{user: no-such-user, exists: false}");
    assertThat(message("{user: no-such-user}")).isEqualTo("there is no user no-such-user");
    assertThat(message("{user: root, uid: 5, groups: [wizards]}"))
        .isEqualTo("root: uid is 0, expected 5; not in wizards, but in root");
    assertThat(message("{user: root, exists: false}")).isEqualTo("the user root exists");
  }

  @Test
  void aKernelParameterHasAValue() throws Exception {
    holds("{kernelParameter: kernel.ostype, value: Linux}");
    assertThat(message("{kernelParameter: kernel.ostype, value: Minix}"))
        .isEqualTo("kernel.ostype is \"Linux\", expected \"Minix\"");
    assertThat(message("{kernelParameter: kernel.no-such-thing, value: '1'}"))
        .contains("cannot be read", "No such file");
  }

  @Test
  void aPackageIsInstalled() throws Exception {
    program("dpkg-query", "printf 'ii \\tbash\\t5.2-15\\nrc \\told\\t1\\n'");
    holds("{package: bash, versions: [5.2-14, 5.2-15]}");
    holds("{package: old, installed: false}");
    assertThat(message("{package: zsh}")).isEqualTo("zsh is not installed; 1 packages are");
    assertThat(message("{package: bash, versions: ['4']}"))
        .isEqualTo("bash has version 5.2-15, expected 4");
    assertThat(message("{package: bash, installed: false}"))
        .isEqualTo("bash is installed, version 5.2-15");
  }

  @Test
  void anHttpServerAnswers() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "it is ready\n".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(
              exchange.getRequestURI().getPath().equals("/gone") ? 410 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try {
      holds("{http: '%s', contains: [ready]}".formatted(url));
      holds("{http: '%sgone', status: 410}".formatted(url));
      assertThat(message("{http: '%sgone'}".formatted(url)))
          .isEqualTo(url + "gone answers with status 410, expected 200");
      assertThat(message("{http: '%s', contains: [broken]}".formatted(url)))
          .isEqualTo("the answer of " + url + " does not contain `broken`");
    } finally {
      server.stop(0);
    }
    assertThat(message("{http: '%s'}".formatted(url)))
        .startsWith("no answer from " + url + ": ")
        .doesNotContain("=000", "=curl", "=wget", "=busybox")
        .contains("connect");
  }

  @Test
  void noUnitHasFailed() throws Exception {
    program("systemctl", "echo 'a.service loaded failed failed A thing'");
    program("journalctl", "echo '[1.0] a[7]: no such thing'");
    CheckOutcome outcome = shell.runner().run(CheckBinder.parse("{noFailedUnits: true}"));

    assertThat(outcome.message()).isEqualTo("a.service failed");
    assertThat(outcome.cause()).contains("systemd/unit-failed");
    assertThat(outcome.subject()).isEqualTo("a.service");
    assertThat(outcome.quote()).contains("no such thing");
    holds("{noFailedUnits: true, except: [a.service]}");
  }

  /** journalctl says so on stderr, prints what is the user's own, and exits with 0. */
  @Test
  void aJournalThatTheUserMayNotReadIsNotClean() throws Exception {
    program(
        "journalctl",
        """
        case " $* " in *' -q '*) ;; *)
        echo 'Hint: You are currently not seeing messages from other users and the system.' >&2;; esac
        echo '-- No entries --'\
        """);

    CheckOutcome outcome = shell.runner().run(CheckBinder.parse("{cleanJournal: err}"));

    assertThat(outcome.cause()).contains("login/unprivileged");
    assertThat(outcome.message()).contains("may not read the whole journal", "not seeing messages");
  }

  @Test
  void aPortBelongsToAFamily() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK_6))) {
      int port = socket.getLocalPort();
      holds("{port: %d, protocol: tcp6}".formatted(port));
      holds("{port: %d, protocol: tcp}".formatted(port));
      assertThat(message("{port: %d, protocol: tcp4}".formatted(port)))
          .startsWith("nothing listens at tcp4 port " + port);
    }
  }

  /** As root nothing is unreadable, so ls(1) is ours. */
  @Test
  void aFileWhoseFolderMayNotBeSearchedIsNotKnownToBeAbsent() throws Exception {
    holds("{file: /no/such, exists: false}");
    Path odd = Files.writeString(directory.resolve("two\nlines: Permission denied"), "");
    holds("{file: \"%s\"}".formatted(odd.toString().replace("\n", "\\n")));
    Files.createSymbolicLink(directory.resolve("dangling"), Path.of("/no/such"));
    holds("{file: %s}".formatted(directory.resolve("dangling")));
    program("ls", "echo \"ls: cannot access '$3': Permission denied\" >&2; exit 2");
    for (String exists : new String[] {"true", "false"}) {
      assertThat(message("{file: /no/such, exists: %s}".formatted(exists)))
          .isEqualTo(
              "whether /no/such exists is not known: ls: cannot access '/no/such': Permission denied");
    }
  }

  @Test
  void aCutOutputIsSaidToBeCut() throws Exception {
    assertThat(
            message("{run: 'head -c 11000000 /dev/zero | tr \"\\\\0\" x', prints: y, within: 60s}"))
        .contains("does not contain `y`; only the first 10 MiB of the output were fetched");
  }

  @Test
  void theJournalIsCleanButForExemptions() throws Exception {
    program(
        "journalctl",
        """
        case "$*" in *'-p err'*) echo '[2.0] kernel: usb 1-1: bad'; echo '[3.0] b[8]: broken';; *) exit 1;; esac\
        """);

    assertThat(message("{cleanJournal: err}"))
        .isEqualTo("2 lines of priority err or graver, first: [2.0] kernel: usb 1-1: bad");
    assertThat(message("{cleanJournal: err, except: [{pattern: usb, reason: none here}]}"))
        .isEqualTo("1 lines of priority err or graver, first: [3.0] b[8]: broken");
    assertThat(
            message(
                "{cleanJournal: err, except: [{pattern: usb|broken, reason: r, expires: 2020-01-31}]}"))
        .endsWith("; the exemption of \"usb|broken\" expired on 2020-01-31");
    holds("{cleanJournal: err, except: [{pattern: 'usb|broken', reason: known}]}");
    holds("{cleanJournal: crit}");
  }
}
