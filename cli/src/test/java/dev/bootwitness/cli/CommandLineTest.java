package dev.bootwitness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The exact text for a person who asks for help or types something wrong. */
class CommandLineTest {

  private static final String HELP =
      """
      Usage: bootwitness [-hV] [COMMAND]
      Boots an operating-system image in a virtual machine, works its serial console,
      checks it, and names what went wrong.
        -h, --help      Show this help message and exit.
        -V, --version   Print version information and exit.
      Commands:
        run         Builds and boots the image of a spec, logs in, runs its checks
                      and prints the verdict.
        demo        Builds a Debian live ISO, boots it, logs in, becomes root and
                      checks it. Try this first. As root, the launcher installs the
                      host packages it needs; otherwise it names them.
        inspect     Reads an image without booting or mounting it: boot entries,
                      partitions, loaders, kernel, initrd, consoles and logins, and
                      what would keep it from being tested.
        init        Writes a commented bootwitness.yaml into this folder from what it
                      reads in an image, with the login that it expects.
        import      Prints a goss file as checks of a spec, and on stderr what of it
                      is not checked.
        schema      Prints the JSON Schema (2020-12) of a spec, for editors and other
                      tools.
        explain     Names the first cause of a failure in a saved log, or reports
                      that there is none.
        report      Prints the verdict of a record again, by today's rules and the
                      run's own packs. Works for killed runs too.
        merge       Joins the parts that `run --shard` ran into one folder: records,
                      ledger, report.html and junit.xml, and exits as the whole suite
                      would have.
        runs        Lists the runs of a project, newest last: id (UTC and name),
                      outcome, seconds, cause.
        trend       Shows how the times of a spec's passing runs developed, per phase
                      and stage, and which checks are flaky.
        serve       Shows a project's runs, live and past, as pages for a browser.
                      Ctrl-C ends it.
        attach      Connects you to the live console of a run. The run goes on and
                      keeps recording. Ctrl-] q leaves.
        shell       Enters a copy of the machine of a run. Ctrl-] q leaves and throws
                      the copy away.
        capture     Saves a picture of a running run's screen in its record (or its
                      processors' registers, or its guest's memory) and prints the
                      file's name.
        initramfs   Makes an initramfs (cpio newc, gzip) from a list in the format of
                      the Linux kernel's gen_init_cpio. Needs no root.
        checkpoint  Lists and removes checkpoints: machines frozen at their root
                      shell, from which later runs start.
        diff        Compares two runs (image, machine, kernel command line, stages,
                      units, log, checks, verdict) and shows the first difference
                      first.
        queue       Manages the task queue, a Markdown file that failed runs add
                      tasks to.
        known       Lists the failures that known.yaml names, compares them with the
                      runs of the project, and adds one.
        doctor      Reports whether runs can work on this host, how fast guests are,
                      and what killed runs left behind.

      Exit codes:
        0     passed
        1     the image is at fault
        2     usage or spec error
        3     host or harness broken
        4     inconclusive: the evidence does not support a name
        130   interrupted
        141   the reader closed the pipe early (e.g. `| head`)
      """;

  private static final String RUN_HELP =
      """
      Usage: bootwitness run [-hqV] [--fresh] [--keep] [--plain] [--rebuild]
                             [--at-once=N]
                             [--ci=auto|github|gitlab|jenkins|buildkite|none]
                             [--known=pass|fail] [--project=DIR] [--retries=N]
                             [--shard=N/M|auto] [--pack=NAME|DIR]... [SPEC...]
      Builds and boots the image of a spec, logs in, runs its checks and prints the
      verdict.
            [SPEC...]           A spec, or a folder with a bootwitness.yaml; default:
                                  this folder. Several specs run at the same time.
            --at-once=N         Run at most N specs at the same time; default: 8.
                                  Machines also wait for room on the host.
            --ci=auto|github|gitlab|jenkins|buildkite|none
                                Show each result as the CI system does: summary,
                                  annotations, sections, metrics; auto recognises the
                                  system. Default: none.
            --fresh             Boot even if there is a checkpoint, and make a new
                                  one.
        -h, --help              Show this help message and exit.
            --keep              Keep the machine of a run that fails, as it stood at
                                  the verdict. `bootwitness shell` enters it.
            --known=pass|fail   Whether a failure that known.yaml lists exits with 0;
                                  default: as the spec says, which is fail.
            --pack=NAME|DIR     A pack of causes, rules and status files for one
                                  product, besides those of the spec; may be repeated.
            --plain             Print one line per phase and stage and redraw
                                  nothing. Implied when stdout is not a terminal.
            --project=DIR       Folder whose .bootwitness holds records and images;
                                  default: this folder.
        -q, --quiet             Print the verdict only, without progress.
            --rebuild           Build the image even if nothing it is made from has
                                  changed.
            --retries=N         Try a run that fails again up to N times, each time
                                  on a fresh machine; default: as the spec says.
            --shard=N/M|auto    Run one of M parts of the specs, divided by their
                                  usual times, and of the checks of those that have
                                  `independentChecks`; auto takes N and M from the
                                  variables of GitLab, Buildkite, CircleCI, Slurm,
                                  GitHub or Kubernetes. `merge` joins the parts.
        -V, --version           Print version information and exit.
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
  void aWordThatAnOptionDoesNotTakeIsToldWithThoseOfTheHelp() {
    assertThat(execute("init", "a.iso", "--ci", "travis")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "bootwitness init: Invalid value for option '--ci': expected one of [github, gitlab,"
                + " jenkins, buildkite, woodpecker] but was 'travis'. See `bootwitness init"
                + " --help`.\n");
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

  @Test
  void aJobWithoutASpecIsRefusedWithTheNextStep() {
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, UTF_8));
    try {
      assertThat(execute("init", "--ci", "github")).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(UTF_8))
        .isEqualTo(
            "bootwitness init: there is no bootwitness.yaml in this folder for the job to run. To"
                + " write one for an image, too: bootwitness init IMAGE --ci github\n");
  }

  @Test
  void initNeedsAnImageUnlessItWritesAJob() {
    assertThat(execute("init")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            "bootwitness init: Missing required parameter: 'IMAGE'. See `bootwitness init"
                + " --help`.\n");
  }

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpAutoWidth(false).setUsageHelpWidth(80);
    return line.execute(args);
  }
}
