package dev.bootwitness.prenixos.program;

import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.plan.PlanOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was typed after {@code pre-nixos}.
 *
 * @param inventory a saved inventory, in place of the machine's disks
 * @param mode fast or careful, if one was asked for
 */
record Arguments(
    String command,
    boolean json,
    boolean disko,
    boolean dryRun,
    boolean forceCleanup,
    boolean preferRaid6OnFour,
    List<String> wipe,
    Optional<String> mode,
    Optional<Path> inventory) {
  static final List<String> COMMANDS =
      List.of("plan", "detect", "apply", "status", "cleanup", "tui", "service");

  /**
   * The arguments, read.
   *
   * @throws UsageFault if one is not understood
   */
  static Arguments parse(String... words) throws UsageFault {
    var reading = new Reading(words);
    return reading.arguments();
  }

  Consent consent(Consent kernel) {
    List<String> names = new ArrayList<>(kernel.names());
    names.addAll(wipe);
    return new Consent(forceCleanup || kernel.all(), names);
  }

  PlanOptions options(PlanOptions kernel) {
    return new PlanOptions(
        mode.map(m -> m.equals("fast")).orElse(kernel.fast()),
        preferRaid6OnFour || kernel.preferRaid6OnFour());
  }

  /** The words, one after the other. */
  private static final class Reading {
    private final List<String> words;
    private int at;
    private String command = "";
    private boolean json;
    private boolean disko;
    private boolean dryRun;
    private boolean force;
    private boolean raid6;
    private final List<String> wipe = new ArrayList<>();
    private Optional<String> mode = Optional.empty();
    private Optional<Path> inventory = Optional.empty();

    Reading(String... words) {
      this.words = List.of(words);
    }

    Arguments arguments() throws UsageFault {
      while (at < words.size()) {
        read(words.get(at++));
      }
      if (command.isEmpty()) {
        throw new UsageFault("a command is missing: one of " + String.join(", ", COMMANDS));
      }
      if (command.equals("cleanup") && !force && wipe.isEmpty()) {
        throw new UsageFault("cleanup erases only what is named: --wipe SERIAL[,SERIAL…]");
      }
      return new Arguments(command, json, disko, dryRun, force, raid6, wipe, mode, inventory);
    }

    private void read(String word) throws UsageFault {
      switch (word) {
        case "--json" -> json = true;
        case "--disko" -> disko = true;
        case "--dry-run" -> dryRun = true;
        case "--force-cleanup" -> force = true;
        case "--prefer-raid6-on-four" -> raid6 = true;
        case "--wipe" -> wipe.addAll(Arrays.asList(value(word).split(",", -1)));
        case "--mode" -> mode = Optional.of(oneOf(word, value(word), List.of("fast", "careful")));
        case "--inventory" -> inventory = Optional.of(Path.of(value(word)));
        default -> {
          if (!command.isEmpty()) {
            throw new UsageFault("\"" + word + "\" is not understood; see pre-nixos --help");
          }
          command = oneOf("the command", word, COMMANDS);
        }
      }
    }

    private String value(String option) throws UsageFault {
      if (at >= words.size()) {
        throw new UsageFault(option + " needs a value");
      }
      return words.get(at++);
    }

    private static String oneOf(String what, String word, List<String> allowed) throws UsageFault {
      if (!allowed.contains(word)) {
        throw new UsageFault(what + " is \"" + word + "\", allowed: " + String.join(", ", allowed));
      }
      return word;
    }
  }
}
