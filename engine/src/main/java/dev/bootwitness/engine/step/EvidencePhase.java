package dev.bootwitness.engine.step;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.check.GuestShell;
import dev.bootwitness.engine.run.OpenPhase;
import dev.bootwitness.engine.run.RunContext;
import java.time.Duration;
import java.util.List;

/**
 * Collects evidence from the guest of a failing run before anything is ended: its units, journal,
 * kernel log, network and storage, each as a file in {@code evidence/}.
 *
 * <p>It has its own time budget, so it neither reduces a check's time nor makes a run endless.
 */
public final class EvidencePhase {

  /**
   * The budget with hardware acceleration; under emulation, a question takes some tenths of a
   * second.
   */
  private static final Duration BUDGET = Duration.ofSeconds(3);

  private static final int MOST_BYTES = 256 * 1024;

  /** A guest without the tools has nothing to report. */
  private static final int NOTHING = 9;

  private static final int MISSED = 3;

  private final RunContext context;
  private final RunningMachine booted;
  private final GuestShell guest;

  public EvidencePhase(RunContext context, RunningMachine booted, GuestShell guest) {
    this.context = context;
    this.booted = booted;
    this.guest = guest;
  }

  /** A question, and the file that its answer goes to. */
  private record Question(String file, String about, String command) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "units.txt",
              "systemd's queue, and the units that failed or are on their way, with their last lines",
              "command -v systemctl >/dev/null || exit 9; systemctl list-jobs --no-pager --full"
                  + " --before || exit 9; u=$(systemctl list-units --all --no-legend --no-pager"
                  + " --plain --full --state=failed,activating,deactivating); echo \"$u\"; u=$(echo"
                  + " \"$u\" | head -n 8 | cut -d' ' -f1); [ -z \"$u\" ] || systemctl status"
                  + " --no-pager --full -n 30 -- $u; true"),
          new Question(
              "journal.txt",
              "the end of the journal of this boot",
              "command -v journalctl >/dev/null || exit 9; journalctl --no-pager -q -b -n 1000 -o"
                  + " short-monotonic"),
          new Question(
              "dmesg.txt",
              "the end of the kernel's log",
              "command -v dmesg >/dev/null || exit 9; dmesg | tail -n 500"),
          new Question(
              "network.txt",
              "interfaces, addresses and routes",
              "command -v ip >/dev/null || exit 9; ip addr; ip route; cat /etc/resolv.conf"),
          new Question(
              "storage.txt",
              "disks, what is on them, and what is mounted",
              "if command -v lsblk >/dev/null; then lsblk -o NAME,TYPE,SIZE,FSTYPE,LABEL,MOUNTPOINT;"
                  + " else cat /proc/partitions; fi; for t in vgs lvs; do command -v $t >/dev/null &&"
                  + " $t; done; cat /proc/mdstat /proc/mounts; for s in /run/*/storage-status; do [ -f"
                  + " $s ] && echo \"# $s\" && cat $s; done; true"));

  /** Asks the questions; those without an answer within the budget are omitted. */
  public void collect() throws InterruptedException {
    Deadline deadline = Deadline.in(context.pace().scale().of(BUDGET), ConsoleClock.SYSTEM);
    try (OpenPhase phase = context.begin("evidence")) {
      int kept = 0;
      int missed = 0;
      for (Question question : QUESTIONS) {
        // A guest that failed to answer some questions will answer none.
        if (deadline.expired() || missed >= MISSED) {
          break;
        }
        switch (ask(question, deadline)) {
          case KEPT -> kept++;
          case MISSED -> missed++;
          case NOTHING -> {}
        }
      }
      whoAnswers(deadline);
      String unasked = deadline.expired() || missed > 0 ? ", some requests timed out" : "";
      phase.end(true, kept + " files from inside the guest" + unasked);
    }
  }

  private enum Answer {
    KEPT,
    MISSED,
    NOTHING
  }

  private Answer ask(Question question, Deadline deadline) throws InterruptedException {
    CommandResult result =
        guest.collect(
            "( " + question.command() + " ) 2>&1",
            Duration.ofNanos(
                Math.min(deadline.remainingNanos(), deadline.budget().toNanos() / MISSED)));
    if (!(result instanceof CommandResult.Completed answer)) {
      return Answer.MISSED;
    }
    String text = answer.stdout().text();
    if (answer.exit() == NOTHING || text.isBlank()) {
      return Answer.NOTHING;
    }
    String end = text.length() > MOST_BYTES ? text.substring(text.length() - MOST_BYTES) : text;
    context.record().evidence().text(question.file(), question.about(), end);
    return Answer.KEPT;
  }

  /** Answers of a user other than the verified one would say nothing about the guest. */
  private void whoAnswers(Deadline deadline) throws InterruptedException {
    if (deadline.expired()
        || !(guest.run("id -u", Duration.ofNanos(deadline.remainingNanos()))
            instanceof CommandResult.Completed answer)) {
      return;
    }
    String uid = answer.stdout().text().strip();
    if (answer.exit() == 0 && !uid.equals(Integer.toString(guest.uid()))) {
      context.report(
          FindingBuilder.about(
                  "check/misattributed",
                  "the shell was verified as uid %d, but `id -u` now says %s: earlier checks may have run as another user"
                      .formatted(guest.uid(), uid),
                  "guest",
                  uid)
              .at(booted.clock().seconds())
              .finding());
    }
  }
}
