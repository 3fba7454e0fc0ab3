package dev.bootwitness.engine.observe;

import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.machine.Machine;
import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.record.Event;
import java.time.Duration;

/** Keeps the guest's memory in the record, for crash(8). The guest is paused meanwhile. */
final class MemoryEvidence {

  private static final Duration WITHIN = Duration.ofMinutes(5);

  /** What the host's disk must have left after the dump, in bytes. */
  private static final long ROOM = 512L << 20;

  private final RunContext context;
  private final Machine machine;

  MemoryEvidence(RunContext context, Machine machine) {
    this.context = context;
    this.machine = machine;
  }

  /** Returns the file's name; empty when nothing was kept, which an event explains. */
  String keep(String why) throws InterruptedException {
    // The phase shows that we have stopped the machine.
    try (OpenPhase phase = context.begin("evidence")) {
      String file = dumped(why);
      phase.end(!file.isEmpty(), "the guest's memory");
      return file;
    }
  }

  private String dumped(String why) throws InterruptedException {
    try {
      long needed = context.spec().machine().memoryBytes() + ROOM;
      // A FileStore would need a line in /proc/mounts: in a chroot there is none.
      long free = context.record().directory().evidence().toFile().getUsableSpace();
      if (free < needed) {
        notDumped(
            "the guest's memory was not dumped: it may take %d MiB, and %d MiB are free"
                .formatted(needed >> 20, free >> 20));
        return "";
      }
      return context
          .record()
          .evidence()
          .<MachineException>file(
              "memory.kdump",
              "the guest's memory, " + why + ", for crash(8)",
              place -> machine.windows().dumpMemory(place, WITHIN))
          .map(Event.EvidenceKept::file)
          .orElse("");
    } catch (MachineException e) {
      notDumped("the guest's memory was not dumped: " + e.getMessage());
    }
    return "";
  }

  private void notDumped(String why) {
    context.record().append(new Event.ToolOutput("qemu", why));
  }
}
