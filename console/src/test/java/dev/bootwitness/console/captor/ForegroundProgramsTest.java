package dev.bootwitness.console.captor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForegroundProgramsTest {

  private static Optional<ForegroundProgram> on(String output) {
    Console console = new ScriptedGuest(new FakeClock()).console();
    byte[] bytes =
        output
            .replace("\\r", "\r")
            .replace("\\n", "\r\n")
            .replace("\\e", "\033")
            .getBytes(StandardCharsets.UTF_8);
    console.receive(bytes, bytes.length);
    return ForegroundPrograms.on(console.screen());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "text\\n(END); less",
        "text\\n\\e[7m/etc/passwd\\e[27m\\e[K; less",
        "text\\n\\e[7mlog (END) - Next: other\\e[27m\\e[K; less",
        "text\\n:\\e[K; less",
        "text\\nlines 1-23; less",
        "text\\nlines 1-23/50 (END); less",
        "text\\n\\e[7mlines 1-23/50 46%\\e[m; less",
        "WARNING: terminal is not fully functional\\nPress RETURN to continue ; less",
        "WARNING: terminal is not fully functional\\n-  (press RETURN); less",
        "\\e[7m Manual page ls(1) line 1 (press h for help or q to quit)\\e[27m; man",
        "text\\n--More--(6%); more",
        "text\\n--More-- (7% of 2590 bytes); more",
        "text\\n\\e[7m--More--(Next file: b)\\e[27m; more",
        "[sudo] password for me: ; a password prompt",
        "me@10.0.2.2's password: ; a password prompt",
        "Enter passphrase for key '/root/.ssh/id': ; a password prompt",
        "Password: [   12.345678] usb 1-1: new device\\n[   12.4] x\\n; -",
        "Password: [   12.345678] usb 1-1: new device\\n; a password prompt",
        "Proceed? [Y/n] ; a question",
        "Are you sure you want to continue connecting (yes/no/[fingerprint])? ; a question",
        "Quit anyway? (y or n) ; a question",
        "*** b (Y/I/N/O/D/Z) [default=N] ? ; dpkg",
        "MariaDB [(none)]> ; mysql",
        "mysql> ; mysql",
        "mysql> select\\n    -> ; mysql",
        "postgres=# ; psql",
        "irb(main):001:0> ; irb",
        "(Pdb) ; a debugger",
        "Command (m for help): ; a partition editor",
        "cmdsubst dquote> ; an unfinished command line",
        "bck-i-search: x_; a search of the history",
        "\\e[?1049h\\e[2JSomething; a full-screen program",
        "Welcome to Node.js v20.\\n> ; node",
      })
  void whatStandsAtTheCursorIsNamed(String output, String program) {
    assertThat(on(output).map(ForegroundProgram::program).orElse("-")).isEqualTo(program);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "me@guest:~$ ",
        "root@guest:~# ",
        "guest login: ",
        "(END)\\n",
        "--More--\\nworking\\n",
        "Password: \\nLast login: today\\nme@guest:~$ ",
        "~\\n~\\n~\\n~\\nme@guest:~$ ",
        "top - 12:00:00 up 1 min\\n~bw1 r 0~\\n",
        "\\e[7mtitle\\e[27m and text",
        "\\e[38;5;7mgrey",
        "\\e[7mme@guest$\\e[0m",
        "\\e[?1049h\\e[2Jx\\e[?1049lme@guest:~$ ",
        "Give root password for maintenance\\n(or press Control-D to continue): ",
        "Please press Enter to activate this console. ",
        "Starting network: ",
        "\\e[2J\\e[30;1H",
        "one row\\e[60;1H:wq",
        "a question of [y/n] that was answered: y",
      })
  void whatIsNoCaptorIsNotNamed(String output) {
    assertThat(on(output)).isEmpty();
  }
}
