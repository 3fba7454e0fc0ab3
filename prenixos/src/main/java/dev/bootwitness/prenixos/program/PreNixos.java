package dev.bootwitness.prenixos.program;

import dev.bootwitness.prenixos.apply.ApplyStep;
import dev.bootwitness.prenixos.detect.DetectionFailure;
import dev.bootwitness.prenixos.detect.DiskDetector;
import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.disko.DiskoDevices;
import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.Inventory;
import dev.bootwitness.prenixos.inventory.InventoryJson;
import dev.bootwitness.prenixos.inventory.StorageDecision;
import dev.bootwitness.prenixos.json.JsonFault;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import dev.bootwitness.prenixos.network.NetworkStage;
import dev.bootwitness.prenixos.network.NetworkStatus;
import dev.bootwitness.prenixos.network.Waiting;
import dev.bootwitness.prenixos.plan.PlanJson;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.review.ReviewSession;
import dev.bootwitness.prenixos.service.ActionLog;
import dev.bootwitness.prenixos.service.ConsoleAnnouncer;
import dev.bootwitness.prenixos.service.Erasure;
import dev.bootwitness.prenixos.service.Provisioning;
import dev.bootwitness.prenixos.service.Situation;
import dev.bootwitness.prenixos.status.AtomicFile;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.status.StorageStatus;
import dev.bootwitness.prenixos.tool.ShellQuoting;
import dev.bootwitness.prenixos.tool.SystemTools;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The commands of pre-nixos. */
final class PreNixos {
  static final int FAILED = 1;
  static final int USAGE = 2;

  /** A slow disk under a slow emulator is not a broken one. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final String HELP =
      """
      Usage: pre-nixos COMMAND [OPTIONS]
      Lays out the disks of the machine that it runs on.

        plan      what would be made of the disks, and why; writes nothing
        detect    the disks and what is on them; writes nothing
        apply     lays out blank disks; leaves everything else alone
        cleanup   erases the disks that --wipe names, after backups
        status    what was done in this boot
        tui       shows the plan page by page, and applies it after words are typed
        service   what the boot runs: apply, then the network

        --json                     JSON in place of text (plan, detect, status)
        --disko                    plan as a NixOS module that sets disko.devices
        --dry-run                  print the commands of apply or cleanup, and run none
        --wipe SERIAL[,SERIAL…]    disks that may be erased (kernel: pre-nixos.wipe=)
        --force-cleanup            every disk may be erased (kernel: pre-nixos.force-cleanup=1)
        --mode fast|careful        SSDs striped or mirrored (kernel: pre-nixos.mode=)
        --prefer-raid6-on-four     four HDDs as raid6
        --inventory FILE           plan for the disks that `detect --json` printed elsewhere

      Exit status: 0 done, or nothing to be done; 1 failed; 2 not understood.
      """;

  private final PrintStream out;
  private final PrintStream err;
  private final Tools tools = new SystemTools(PATIENCE);
  private final SystemView system = new SystemView(Path.of("/"));
  private final Places places = Places.STANDARD;

  PreNixos(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs a command line and returns its exit status. */
  int run(String... words) {
    if (List.of(words).contains("--help") || List.of(words).contains("-h")) {
      out.print(HELP);
      return 0;
    }
    try {
      return run(Arguments.parse(words));
    } catch (UsageFault e) {
      err.println("pre-nixos: " + e.getMessage());
      return USAGE;
    } catch (DetectionFailure | IOException | JsonFault e) {
      err.println("pre-nixos: failed: " + e.getMessage());
      return FAILED;
    }
  }

  private int run(Arguments arguments) throws DetectionFailure, IOException {
    return switch (arguments.command()) {
      case "detect" -> detect(arguments);
      case "plan" -> plan(arguments);
      case "status" -> status(arguments);
      case "apply" -> apply(arguments);
      case "cleanup" -> cleanup(arguments);
      case "tui" -> review(arguments);
      default -> service(arguments);
    };
  }

  private Inventory inventory(Arguments arguments) throws DetectionFailure, IOException {
    return arguments.inventory().isPresent()
        ? InventoryJson.read(JsonTreeReader.read(Files.readString(arguments.inventory().get())))
        : new DiskDetector(tools, system).detect();
  }

  private Situation situation(Arguments arguments) throws DetectionFailure, IOException {
    return Situation.of(inventory(arguments), consent(arguments), options(arguments));
  }

  /** A plan for another machine is not this kernel's business. */
  private Consent consent(Arguments arguments) {
    boolean here = arguments.inventory().isEmpty();
    return arguments.consent(here ? system.words().consent() : Consent.NONE);
  }

  private PlanOptions options(Arguments arguments) {
    boolean here = arguments.inventory().isEmpty();
    return arguments.options(here ? system.words().options() : PlanOptions.STANDARD);
  }

  private int detect(Arguments arguments) throws DetectionFailure, IOException {
    Inventory inventory = inventory(arguments);
    if (arguments.json()) {
      out.print(JsonTreeWriter.write(InventoryJson.write(inventory)));
      return 0;
    }
    StorageDecision.of(inventory, consent(arguments))
        .disks()
        .forEach(disk -> out.println(disk.named() + ": " + disk.reason()));
    return 0;
  }

  private int plan(Arguments arguments) throws DetectionFailure, IOException {
    Situation situation = situation(arguments);
    if (arguments.disko()) {
      out.print(DiskoDevices.render(situation.plan()));
      return 0;
    }
    out.print(
        arguments.json()
            ? JsonTreeWriter.write(PlanJson.write(situation.plan()))
            : PlanText.of(situation));
    return 0;
  }

  private int status(Arguments arguments) throws IOException {
    Path file = arguments.json() ? places.statusJson() : places.status();
    if (!Files.exists(file)) {
      err.println("pre-nixos: there is no " + file + ": nothing was applied in this boot yet");
      return FAILED;
    }
    out.print(Files.readString(file));
    return 0;
  }

  private int apply(Arguments arguments) throws DetectionFailure, IOException {
    if (arguments.dryRun()) {
      Situation situation = situation(arguments);
      boolean applies = situation.decision().action() == StorageDecision.Action.APPLY;
      out.print("# " + PlanText.of(situation).lines().reduce("", (a, b) -> b) + "\n");
      print(applies ? situation.script(newName(), places).all() : List.of());
      return 0;
    }
    ServiceLock lock = ServiceLock.take(places.directory());
    return provision(consent(arguments), options(arguments), lock).state()
            == StorageStatus.State.FAILED
        ? FAILED
        : 0;
  }

  private StorageStatus provision(Consent consent, PlanOptions options, ServiceLock lock)
      throws IOException {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    ActionLog log = new ActionLog(out, places.log());
    StorageStatus status =
        new Provisioning(tools, system, places, log, path).run(consent, options, newName());
    log.say("status", status.sentence());
    if (!lock.isHeld()) {
      throw new IOException("the lock was lost");
    }
    return status;
  }

  private int cleanup(Arguments arguments) throws DetectionFailure, IOException {
    Situation situation = situation(arguments);
    String name = newName();
    if (arguments.dryRun()) {
      print(situation.erasure(places.backups(name)));
      return 0;
    }
    ServiceLock lock = ServiceLock.take(places.directory());
    ActionLog log = new ActionLog(out, places.log());
    return new Erasure(tools, log).run(situation.erasure(places.backups(name))) && lock.isHeld()
        ? 0
        : FAILED;
  }

  private int review(Arguments arguments) throws DetectionFailure, IOException {
    // JLine would ask the terminal how it counts emoji; a thread then waits for the answer, and
    // where
    // none comes, as on a serial line, it takes the keys that the person presses.
    try (Terminal terminal =
        TerminalBuilder.builder().system(true).dumb(true).graphemeCluster(false).build()) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        throw new IOException(
            "tui needs a terminal that can clear its screen, not TERM="
                + Objects.requireNonNullElse(System.getenv("TERM"), "")
                + "; most serial consoles are TERM=vt220; `pre-nixos plan` prints the same");
      }
      boolean colour = System.getenv("NO_COLOR") == null;
      new ReviewSession(terminal, reviewed(arguments), colour)
          .run(consent(arguments), options(arguments));
    }
    return 0;
  }

  private ReviewSession.Disks reviewed(Arguments arguments) {
    return new ReviewSession.Disks() {
      @Override
      public Inventory detect() throws DetectionFailure, IOException {
        return inventory(arguments);
      }

      @Override
      public String apply(PlanOptions options) throws IOException {
        if (arguments.inventory().isPresent()) {
          return "These are not the disks of this machine. Nothing was done.";
        }
        ServiceLock lock = ServiceLock.take(places.directory());
        return provision(consent(arguments), options, lock).sentence();
      }
    };
  }

  private int service(Arguments arguments) throws IOException {
    ServiceLock lock = ServiceLock.take(places.directory());
    StorageStatus status = provision(consent(arguments), options(arguments), lock);
    announce("pre-nixos: status: " + status.sentence());
    NetworkStatus network = new NetworkStage(tools, Path.of("/"), Waiting::byTheClock).run();
    AtomicFile.write(places.networkStatus(), network.lines());
    new ActionLog(out, places.log()).say("network", network.sentence());
    announce("pre-nixos: network: " + network.sentence());
    return status.state() == StorageStatus.State.FAILED ? FAILED : 0;
  }

  private void announce(String line) {
    new ConsoleAnnouncer(Path.of("/"))
        .announce(line)
        .forEach(trouble -> err.println("pre-nixos: " + trouble));
  }

  private void print(List<ApplyStep> steps) {
    String phase = "";
    for (ApplyStep step : steps) {
      if (!step.phase().word().equals(phase)) {
        phase = step.phase().word();
        out.println("# " + phase);
      }
      String expected = step.expects().isEmpty() ? "" : "  # must print " + step.expects();
      out.println(ShellQuoting.line(step.command()) + expected);
    }
  }

  private static String newName() {
    return String.format(java.util.Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
  }
}
