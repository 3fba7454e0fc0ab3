package dev.bootwitness.report.story;

import dev.bootwitness.record.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a run, bounded: tries of one command in a row are one, long outputs keep their
 * beginning and end.
 */
final class CommandLog {
  private static final int MOST_COMMANDS = 300;
  private static final int MOST_OUTPUT = 16_000;

  /** Questions that a run asks about a failed check; a guest without systemd has no answer. */
  private static final String QUEUE = "systemctl list-jobs --no-legend";

  private static final int NOT_FOUND = 127;

  private final List<Command> outside = new ArrayList<>();
  private List<Command> ofCheck = new ArrayList<>();
  private boolean inCheck;
  private int kept;

  void checkBegins() {
    ofCheck = new ArrayList<>();
    inCheck = true;
  }

  List<Command> checkEnds() {
    inCheck = false;
    return ofCheck;
  }

  List<Command> outside() {
    return outside;
  }

  void add(double at, Event.CommandRan ran) {
    if (ran.exit() == NOT_FOUND && ran.command().startsWith(QUEUE)) {
      return;
    }
    List<Command> current = inCheck ? ofCheck : outside;
    int times = 1;
    if (!current.isEmpty() && current.getLast().ran().command().equals(ran.command())) {
      times += current.removeLast().times();
    } else if (++kept > MOST_COMMANDS) {
      return; // events.jsonl has them
    }
    current.add(new Command(at, times, bounded(ran)));
  }

  private static Event.CommandRan bounded(Event.CommandRan ran) {
    return new Event.CommandRan(
        ran.command(),
        ran.uid(),
        ran.exit(),
        ran.seconds(),
        bounded(ran.stdout()),
        bounded(ran.stderr()));
  }

  private static String bounded(String output) {
    if (output.length() <= MOST_OUTPUT) {
      return output;
    }
    int half = MOST_OUTPUT / 2;
    return output.substring(0, half)
        + "\n… "
        + (output.length() - MOST_OUTPUT)
        + " characters left out, see events.jsonl …\n"
        + output.substring(output.length() - half);
  }
}
