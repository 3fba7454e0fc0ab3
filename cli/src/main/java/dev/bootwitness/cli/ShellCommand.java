package dev.bootwitness.cli;

import dev.bootwitness.base.VisibleText;
import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.engine.Bootwitness;
import dev.bootwitness.engine.boot.MachineVisit;
import dev.bootwitness.machine.checkpoint.HeldCheckpoint;
import dev.bootwitness.machine.checkpoint.MachineRecipe;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness shell}. */
@Command(
    name = "shell",
    mixinStandardHelpOptions = true,
    description =
        "Enters a copy of the machine of a run. Ctrl-] q leaves and throws the copy away.",
    footer = {
      "",
      "A run that failed is entered as it stood at its verdict, if its machine was kept: `keep: failure`"
          + " in the spec, or `run --keep`. A run that passed is entered at its root shell, from its"
          + " checkpoint. A run that is still going is attached to.",
      "You get whatever stands on the serial console: a root shell, a login prompt, an emergency shell, a"
          + " boot loader. Press Enter if it shows nothing."
    })
final class ShellCommand implements Callable<Integer> {

  /** Lines of the console that are shown to somebody who finds no shell. */
  private static final int SHOWN = 8;

  @Mixin private ProjectOption project = new ProjectOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      defaultValue = "",
      description =
          "A run: its id or the beginning of it, its folder, or latest; default: the last run whose machine"
              + " was kept, else the latest.")
  private String run = "";

  @Option(
      names = "--screen",
      description = "Also open a VNC server on a Unix socket, for what is on the screen.")
  private boolean screen;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunDirectory record;
    EnterableRun enterable = new EnterableRun(Bootwitness.checkpoints(System.getenv()));
    try {
      record =
          run.isEmpty() ? enterable.lastKept(project.path()) : RunChoice.find(project.path(), run);
    } catch (IOException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
    if (!AttachCommand.onTerminal()) {
      return refuse("standard input and output must both be a terminal.");
    }
    if (Runs.running(record.path())) {
      return AttachCommand.attach(record.path(), false);
    }
    Optional<HeldCheckpoint> found = enterable.machineOf(record);
    if (found.isEmpty()) {
      return refuse(enterable.nothing(record));
    }
    try (HeldCheckpoint held = found.get()) {
      Optional<MachineRecipe> recipe = held.recipe();
      if (recipe.isEmpty()) {
        return refuse(
            "the checkpoint of "
                + record.id()
                + " was made by an older version. Run the spec with --fresh to make another.");
      }
      Optional<Path> missing =
          recipe.get().config().boot().files().stream().filter(Files::notExists).findFirst();
      if (missing.isPresent()) {
        return refuse(
            missing.get() + " is gone, and the machine of " + record.id() + " boots from it.");
      }
      return enter(record, held, recipe.get());
    }
  }

  private int enter(RunDirectory record, HeldCheckpoint held, MachineRecipe recipe)
      throws IOException, InterruptedException {
    try (Terminal terminal = AttachCommand.quietTerminal();
        MachineVisit visit =
            MachineVisit.enter(
                held,
                recipe,
                terminal.getSize().getRows(),
                terminal.getSize().getColumns(),
                screen);
        SocketChannel console = SocketChannel.open(UnixDomainSocketAddress.of(visit.socket()))) {
      String where =
          recipe.kept()
              ? String.format(Locale.ROOT, "kept at %.1f s", held.about().bootSeconds())
              : "at its root shell";
      String shown =
          visit
                  .screen()
                  .map(path -> "Its screen: a VNC client on the Unix socket " + path + "\r\n")
                  .orElse("")
              + (recipe.shell() ? "" : lastSeen(record));
      AttachSession session =
          new AttachSession(
              terminal,
              console,
              false,
              SessionWords.ofCopy("run " + record.id() + ", " + where, shown));
      System.out.println(session.run(visit::goesOn));
      return ExitCodes.PASSED;
    } catch (MachineException e) {
      System.err.println("bootwitness shell: " + e.getMessage());
      return ExitCodes.HOST_OR_HARNESS;
    }
  }

  /** The end of the console, since a prompt that stands there is not printed again by itself. */
  private static String lastSeen(RunDirectory record) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<String> all = Files.lines(record.serialText(), StandardCharsets.UTF_8)) {
      all.forEach(line -> {
        lines.add(VisibleText.of(line));
        if (lines.size() > SHOWN) {
          lines.removeFirst();
        }
      });
    } catch (NoSuchFileException | UncheckedIOException _) {
      // It never printed anything, or the file is not text.
    }
    return lines.isEmpty()
        ? ""
        : "Its last lines were:\r\n  " + String.join("\r\n  ", lines) + "\r\n";
  }

  private static int refuse(String why) {
    System.err.println("bootwitness shell: " + why);
    return ExitCodes.USAGE_OR_SPEC;
  }
}
