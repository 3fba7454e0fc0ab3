package dev.bootwitness.engine.console;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.ConsoleListener;
import dev.bootwitness.console.ListenerChain;
import dev.bootwitness.console.attach.ConsoleShare;
import dev.bootwitness.console.channel.ConsoleChannel;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.RecordWriter;
import java.io.IOException;

/** Lets people attach to a run's console, from power-on to the run's end. */
public final class AttachPoint implements ConsoleListener {

  private final RecordSocket place;

  private AttachPoint(RecordSocket place) {
    this.place = place;
  }

  /**
   * A console over {@code channel} that notifies {@code recorder}, then attached people. If people
   * cannot attach, the record says so and the run continues without.
   */
  public static Console console(
      RecordWriter record, ConsoleChannel channel, ConsoleListener recorder) {
    try {
      RecordSocket place = RecordSocket.of(record.directory().attachSocket());
      try {
        ConsoleShare share = ConsoleShare.open(place.path());
        place.publish();
        AttachPoint point = new AttachPoint(place);
        Console console =
            new Console(channel, ConsoleClock.SYSTEM, ListenerChain.of(recorder, share, point));
        share.start(console);
        return console;
      } catch (IOException e) {
        place.close();
        throw e;
      }
    } catch (IOException e) {
      record.append(new Event.ToolOutput("attach", "attaching to this run is not possible: " + e));
      return new Console(channel, ConsoleClock.SYSTEM, recorder);
    }
  }

  @Override
  public void closed(String reason) {
    place.close();
  }
}
