package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What a person reads who asks for help or types something wrong, word for word. */
class CommandLineTest {

  private static final String HELP =
      """
      Usage: bootwitness [-hV] [COMMAND]
      Boots an operating-system image in a virtual machine, works its serial console,
      checks it, and names what went wrong.
        -h, --help      Show this help message and exit.
        -V, --version   Print version information and exit.
      Commands:
        run         Builds, boots, logs in to and checks what a spec says; prints the
                      verdict.
        demo        Builds a Debian live ISO, boots it, logs in, becomes root and
                      checks it: the first thing to try. The launcher installs the
                      host packages it needs (as root), or names them.
        explain     Says what a saved log shows: the first cause of a failure, or
                      that there is none.
        report      Prints the verdict of a record again, by today's rules; also of a
                      run that was killed.
        runs        Lists the runs of a project, the newest last: id (UTC and name),
                      outcome, seconds, cause.
        trend       Shows how the times of a spec's passing runs developed, each
                      phase and stage, and which checks are flaky.
        attach      Gives you the live console of a running run, while it goes on and
                      is recorded. Ctrl-] q leaves.
        capture     Keeps a picture of a running run's screen in its record, or its
                      processors' registers, or its guest's memory; prints the file.
        initramfs   Makes an initramfs (cpio newc, gzip) from a list in the format of
                      the Linux kernel's gen_init_cpio; needs no root.
        checkpoint  Shows and removes checkpoints: machines frozen at their root
                      shell, from which later runs start.
        diff        Compares two runs: image, machine, kernel line, stages, units,
                      log, checks, verdict; the first divergence first. Exit code 0
                      whether they differ or not.
        queue       The task queue: a Markdown file of what is to be done, which
                      failed runs add to.
        doctor      Says whether runs can work on this host, how fast guests are
                      here, and what killed runs left.

      Exit codes:
        0     passed
        1     the image is at fault
        2     usage or spec error
        3     host or harness broken
        4     inconclusive: the evidence does not support a name
        130   interrupted
        141   what was printed was not read to its end
      """;

  private static final String RUN_HELP =
      """
      Usage: bootwitness run [-hqV] [--fresh] [--plain] [--at-once=N] [--project=DIR]
                             [--pack=NAME|DIR]... [SPEC...]
      Builds and boots the image of a spec, logs in, runs its checks and prints the
      verdict.
            [SPEC...]         A spec, or a folder with a bootwitness.yaml; default:
                                this folder. Several specs run at the same time.
            --at-once=N       Run at most N specs at the same time; default: 8.
                                Machines also wait for room on the host.
            --fresh           Boot even if there is a checkpoint, and make a new one.
        -h, --help            Show this help message and exit.
            --pack=NAME|DIR   A pack of causes, rules and status files for one
                                product, besides those of the spec; may be repeated.
            --plain           Print one line per phase and stage and redraw nothing.
                                Implied when stdout is not a terminal.
            --project=DIR     Folder whose .bootwitness holds records and images;
                                default: this folder.
        -q, --quiet           Print the verdict only, without progress.
        -V, --version         Print version information and exit.
      """;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesTheCommandsAndTheExitCodes() {
    assertThat(execute("--help")).isZero();
    assertThat(out).hasToString(HELP);
  }

  @Test
  void helpOfRunNamesItsOptions() {
    assertThat(execute("run", "--help")).isZero();
    assertThat(out).hasToString(RUN_HELP);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      assertThat(execute(command, "--help")).isZero();
    }
    assertThat(err).asString().isEmpty();
  }

  @Test
  void aCommandIsTheSameWhetherTheOthersAreThereOrNot() {
    Main.commandLine()
        .getSubcommands()
        .forEach((name, among) ->
            assertThat(Main.commandLine(name, "--help").getSubcommands())
                .hasEntrySatisfying(
                    name,
                    alone -> assertThat(alone.getUsageMessage()).isEqualTo(among.getUsageMessage()))
                .hasSize(1));
  }

  @Test
  void withoutACommandTheFirstThingToTryIsNamed() {
    assertThat(execute()).isEqualTo(2);
    assertThat(err)
        .hasToString("A command is missing. Try `bootwitness demo`, or one of these:\n" + HELP);
  }

  @Test
  void anUnknownCommandIsToldWithTheNearest() {
    assertThat(execute("rnu")).isEqualTo(2);
    assertThat(err)
        .asString()
        .startsWith(
            "bootwitness: there is no command rnu. Did you mean `run`? Commands: run, demo, ")
        .endsWith(" See `bootwitness --help`.\n");
  }

  @Test
  void anUnknownOptionIsToldWithTheNearest() {
    assertThat(execute("run", "--plian")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "bootwitness run: there is no option --plian. Did you mean `--plain`? See"
                + " `bootwitness run --help`.\n");
  }

  @Test
  void anOptionThatResemblesNothingIsNotGuessedAt() {
    assertThat(execute("run", "--frobnicate")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "bootwitness run: there is no option --frobnicate. See `bootwitness run --help`.\n");
  }

  @Test
  void oneArgumentTooManyIsTold() {
    assertThat(execute("demo", "a.yaml")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "bootwitness demo: \"a.yaml\" is one argument too many. See `bootwitness demo"
                + " --help`.\n");
  }

  @Test
  void aNumberThatIsNoneIsToldWithWhatIsAllowed() {
    for (String value : new String[] {"0", "-1", "x", "1.5", "99999999999", ""}) {
      for (String[] command :
          new String[][] {{"run", "--at-once"}, {"runs", "--last"}, {"trend", "--last"}}) {
        err.getBuffer().setLength(0);
        assertThat(execute(command[0], command[1] + "=" + value)).isEqualTo(2);
        assertThat(err)
            .hasToString(
                "bootwitness %1$s: Invalid value for option '%2$s': \"%3$s\" is not a whole number from 1 to 1000000. Write e.g. 8. See `bootwitness %1$s --help`.\n"
                    .formatted(command[0], command[1], value));
      }
    }
  }

  @Test
  void aMissingOptionIsTold() {
    assertThat(execute("initramfs", "a.list")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "bootwitness initramfs: Missing required option: '--out=FILE'. See `bootwitness"
                + " initramfs --help`.\n");
  }

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpAutoWidth(false).setUsageHelpWidth(80);
    return line.execute(args);
  }
}
