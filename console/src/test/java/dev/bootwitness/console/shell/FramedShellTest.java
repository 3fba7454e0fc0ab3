package dev.bootwitness.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.fake.FakeClock;
import dev.bootwitness.console.fake.ScriptedGuest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The framed protocol when other writers use the console and input gets lost. */
class FramedShellTest {

  private static final String PRINTK = "[   12.345678] usb 1-1: new device\r\n";

  private final FakeClock clock = new FakeClock();
  private final ScriptedGuest guest = new ScriptedGuest(clock);
  private final FakeAgent agent = new FakeAgent(0);
  private final Console console = guest.handsOverTo(agent).console();

  private FramedShell shell() {
    return FramedShell.start(console, Nonces.from(new SplittableRandom(1)), soon());
  }

  private Deadline soon() {
    return Deadline.in(Duration.ofSeconds(60), clock);
  }

  private CommandResult.Completed completed(String command) {
    CommandResult result = shell().run(command, soon());
    assertThat(result).isInstanceOf(CommandResult.Completed.class);
    return (CommandResult.Completed) result;
  }

  /** {@code noise} in the middle of the first occurrence of {@code where}. */
  private static String splice(String text, String where, String noise) {
    int at = text.indexOf(where) + where.length() / 2;
    assertThat(text).contains(where);
    return text.substring(0, at) + noise + text.substring(at);
  }

  @Test
  void aQuietConsoleAnswersAtOnce() {
    agent.runs("uname -r", 0, "6.1.0\n", "");
    CommandResult.Completed uname = completed("uname -r");
    assertThat(uname.exit()).isZero();
    assertThat(uname.stdout().text()).isEqualTo("6.1.0\n");
    assertThat(uname.took()).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void outputThatTheKernelWroteIntoIsFetchedAgain() {
    agent.runs("lsblk", 0, "sda  8:0\nsdb  8:16\n", "");
    agent.prints(reply -> splice(reply, "8:0\r\nsdb", PRINTK));
    assertThat(completed("lsblk").stdout().text()).isEqualTo("sda  8:0\nsdb  8:16\n");
  }

  @Test
  void aMarkThatTheKernelToreApartIsAskedForAgain() {
    agent.runs("true", 0, "", "");
    agent.prints(reply -> splice(reply, " r 0 ", PRINTK));
    assertThat(completed("true").exit()).isZero();
    assertThat(agent.ran()).containsExactly("true");
  }

  @Test
  void aLostStartMarkAndEndMarkCostNoSecondRun() {
    agent.runs("reboot-once", 3, "x\n", "y\n");
    agent.prints(reply -> PRINTK);
    CommandResult.Completed result = completed("reboot-once");
    assertThat(result.exit()).isEqualTo(3);
    assertThat(result.stdout().text()).isEqualTo("x\n");
    assertThat(result.stderr().text()).isEqualTo("y\n");
    assertThat(agent.ran()).hasSize(1);
  }

  /** Found by ShellFuzzTest: the shell waited for its deadline, since no noise made it ask. */
  @Test
  void anEndThatIsLostWithoutATraceIsAskedForAfterAMinute() {
    agent.runs("sleep 1", 4, "", "");
    agent.prints(reply -> reply.substring(0, reply.indexOf('~', reply.indexOf(" s~")) + 3));
    CommandResult result = shell().run("sleep 1", Deadline.in(Duration.ofMinutes(10), clock));
    assertThat(result)
        .isInstanceOfSatisfying(
            CommandResult.Completed.class, done -> assertThat(done.exit()).isEqualTo(4));
    assertThat(agent.ran()).hasSize(1);
  }

  @Test
  void aCommandOfWhichCharactersGotLostDoesNotRunAndIsTypedAgain() {
    agent.runs("rm -rf /tmp/x", 0, "", "");
    agent.hears(line -> line.replace("/tmp/x", "/"));
    completed("rm -rf /tmp/x");
    assertThat(agent.ran()).containsExactly("rm -rf /tmp/x");
  }

  @Test
  void aCommandWithOneOtherCharacterOrVerbOrNonceDoesNotRun() {
    agent.runs("rm -rf /tmp/x", 0, "", "");
    agent.hears(line -> line.replace("/tmp/x", "/tmp/y"));
    agent.hears(line -> line.replaceFirst("r", "R"));
    agent.hears(line -> line.substring(0, 2) + "zzzzzzzz" + line.substring(10));
    completed("rm -rf /tmp/x");
    assertThat(agent.ran()).containsExactly("rm -rf /tmp/x");
  }

  @Test
  void anEndThatIsNeverReadableIsGivenUpAfterSomeQuestions() {
    agent.runs("true", 0, "", "");
    for (int i = 0; i < 40; i++) {
      agent.prints(reply -> reply.replace(" r 0 ", " r x "));
    }
    CommandResult result = shell().run("true", soon());
    assertThat(((CommandResult.Unresponsive) result).seen())
        .startsWith("the end of `true` was told 20 times, but never readably");
  }

  @Test
  void aPieceOfStdinThatNeverArrivesIsCalledOne() {
    for (int i = 0; i < 40; i++) {
      agent.hears(line -> line + "x");
    }
    CommandResult result = shell().run("cat", new byte[] {1, 2}, soon());
    assertThat(((CommandResult.Unresponsive) result).seen())
        .startsWith("the beginning of a command's stdin did not arrive in 12 attempts");
  }

  @Test
  void aCommandThatGotLostAltogetherIsTypedAgain() {
    agent.runs("hostname", 0, "h\n", "");
    agent.hears(line -> "");
    assertThat(completed("hostname").stdout().text()).isEqualTo("h\n");
    assertThat(agent.ran()).hasSize(1);
  }

  @Test
  void aLongCommandWhosePiecesAndReceiptsGetLostArrivesWhole() {
    String command = "echo '" + "ä \\ long\n".repeat(400) + "'";
    agent.runs(command, 0, "ok\n", "");
    agent.hears(line -> line).hears(line -> line).hears(line -> line.substring(0, 40));
    agent.prints(receipt -> receipt).prints(receipt -> splice(receipt, " a 1", PRINTK));
    assertThat(completed(command).stdout().text()).isEqualTo("ok\n");
    assertThat(agent.ran()).containsExactly(command);
  }

  @Test
  void longOutputComesInPiecesOfWhichDamagedOnesAreFetchedAgain() {
    String text = "line of output\n".repeat(5000);
    agent.runs("cat big", 0, text, "");
    agent.prints(reply -> reply).prints(piece -> splice(piece, "bGluZSBvZiBv", PRINTK));
    CommandResult.Completed result = completed("cat big");
    assertThat(result.stdout().text()).isEqualTo(text);
    assertThat(result.stdout().whole()).isTrue();
  }

  @Test
  void outputThatIsDamagedEveryTimeIsAnHonestError() {
    agent.runs("cat big", 0, "line of output\n".repeat(500), "");
    agent.prints(reply -> reply);
    for (int i = 0; i < 12; i++) {
      agent.prints(piece -> splice(piece, "bGluZSBvZiBv", PRINTK));
    }
    CommandResult result = shell().run("cat big", soon());
    assertThat(result).isInstanceOf(CommandResult.Unresponsive.class);
    assertThat(((CommandResult.Unresponsive) result).seen())
        .isEqualTo(
            "bytes 0–7500 of a command's output came damaged 12 times: other writers use this"
                + " console; look at the last lines of it");
  }

  @Test
  void controlSequencesInOutputAreNotTakenForText() {
    agent.runs("ls --color", 0, "\033[31mred\033[0m\r\n", "");
    assertThat(completed("ls --color").stdout().text()).isEqualTo("\033[31mred\033[0m\r\n");
  }

  /** Otherwise its echo would be taken for an answer. */
  @Test
  void nothingThatIsTypedHoldsAFinishedMark() {
    StringBuilder typed = new StringBuilder();
    ScriptedGuest heard = new ScriptedGuest(clock);
    agent.runs("echo 1", 0, "1\n", "").runs("printf '\n'", 0, "\n", "");
    Console listening =
        heard
            .handsOverTo(agent)
            .console(
                new ConsoleListener() {
                  @Override
                  public void sent(byte[] bytes) {
                    typed.append(new String(bytes, StandardCharsets.UTF_8));
                  }
                });
    FramedShell shell = FramedShell.start(listening, Nonces.from(new SplittableRandom(1)), soon());
    assertThat(shell.run("echo 1", soon())).isInstanceOf(CommandResult.Completed.class);
    assertThat(shell.run("printf '\n'", soon())).isInstanceOf(CommandResult.Completed.class);
    assertThat(typed).contains("~bw").doesNotContainPattern(AgentLine.MARK + "[0-9A-Za-z]");
  }

  @Test
  void anOldAnswerIsNeverTakenForANewOne() {
    agent.runs("first", 1, "one\n", "").runs("second", 2, "two\n", "");
    agent.prints(reply -> reply + reply);
    FramedShell shell = shell();
    var first = (CommandResult.Completed) shell.run("first", soon());
    var second = (CommandResult.Completed) shell.run("second", soon());
    assertThat(first.exit()).isEqualTo(1);
    assertThat(second.exit()).isEqualTo(2);
    assertThat(second.stdout().text()).isEqualTo("two\n");
  }

  @Test
  void aShellThatAnswersNothingMoreIsUnresponsive() {
    FramedShell shell = shell();
    for (int i = 0; i < 30; i++) {
      agent.hears(line -> "");
    }
    CommandResult result = shell.run("true", Deadline.in(Duration.ofSeconds(5), clock));
    assertThat(result).isInstanceOf(CommandResult.Unresponsive.class);
    assertThat(((CommandResult.Unresponsive) result).seen())
        .startsWith("the end of `true` did not come, even after Ctrl-C and Ctrl-\\");
  }

  @Test
  void aGuestThatEndsDuringACommandIsUnresponsiveAndSaysSo() {
    agent.hears(line -> "");
    FramedShell shell = shell();
    guest.ends(Duration.ofSeconds(1), "");
    CommandResult result = shell.run("poweroff", soon());
    assertThat(((CommandResult.Unresponsive) result).seen())
        .startsWith("the console ended after 1.0 s of waiting for the end of `poweroff`");
  }

  @Test
  void anAgentThatArrivesDamagedIsTypedAgainAndElseRefused() {
    int[] tries = {0};
    ScriptedGuest lossy = new ScriptedGuest(clock);
    FakeAgent inner = new FakeAgent(0);
    Console lossyConsole =
        lossy
            .handsOverTo(
                line -> inner.answer(line.startsWith("a n=0") && tries[0]++ < 1 ? "a n=" : line))
            .console();
    FramedShell shell =
        FramedShell.start(lossyConsole, Nonces.from(new SplittableRandom(2)), soon());
    assertThat(shell.uid()).isZero();

    FakeAgent never = new FakeAgent(0);
    ScriptedGuest broken = new ScriptedGuest(clock);
    Console brokenConsole =
        broken.handsOverTo(line -> never.answer(line.replace("a n=0", "a n="))).console();
    assertThatThrownBy(
            () -> FramedShell.start(brokenConsole, Nonces.from(new SplittableRandom(3)), soon()))
        .isInstanceOf(ShellException.class)
        .hasMessageContaining("what is typed does not arrive");
  }
}
