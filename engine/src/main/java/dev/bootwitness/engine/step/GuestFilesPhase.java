package dev.bootwitness.engine.step;

import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.boot.RunningMachine;
import dev.bootwitness.engine.guest.GuestFiles;
import dev.bootwitness.engine.guest.Tmpfiles;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.machine.qemu.CredentialArguments;
import dev.bootwitness.record.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether the guest has what the spec gives it, and adds what is missing through the shell.
 *
 * <p>Nothing is taken for granted: systemd may be too old, absent, or have read something else, as
 * in a guest restored from a checkpoint.
 */
public final class GuestFilesPhase {

  private static final Duration EACH = Duration.ofSeconds(60);

  private final RunContext context;
  private final RunningMachine booted;

  public GuestFilesPhase(RunContext context, RunningMachine booted) {
    this.context = context;
    this.booted = booted;
  }

  public void run() throws RunStopped, InterruptedException {
    GuestContents contents = context.secrets().guest();
    Optional<FramedShell> shell = booted.shell();
    if (contents.isEmpty()) {
      return;
    }
    List<String> offered = Tmpfiles.of(contents, CredentialArguments.LONGEST).offered();
    if (shell.isEmpty()) {
      offered.forEach(path -> report(path, "smbios", "offered; not verified without a login"));
      return;
    }
    GuestFiles guest = new GuestFiles(context, shell.get(), booted.side());
    context.phase("files", () -> all(contents, offered, guest));
  }

  private RunContext.Done<Boolean> all(
      GuestContents contents, List<String> offered, GuestFiles guest)
      throws RunStopped, InterruptedException {
    List<String> missing = new ArrayList<>();
    int early = 0;
    int late = 0;
    for (GuestFiles.Wish wish : wishes(contents)) {
      Deadline deadline = Deadline.in(EACH, ConsoleClock.SYSTEM);
      GuestFiles.Look look =
          offered.contains(wish.path())
              ? guest.look(wish, deadline)
              : new GuestFiles.Lacking("too long for the firmware tables");
      if (!(look instanceof GuestFiles.Lacking)) {
        early++;
        report(wish.path(), "smbios", "given by the firmware tables; " + look.words());
        continue;
      }
      Optional<String> refused = guest.put(wish, deadline);
      if (refused.isEmpty()) {
        late++;
        report(wish.path(), "shell", look.words() + "; written over the shell");
      } else {
        missing.add(wish.path() + ": " + look.words() + "; " + refused.get());
        report(wish.path(), "none", look.words() + "; " + refused.get());
      }
    }
    if (!missing.isEmpty()) {
      throw new RunStopped(
          FindingBuilder.about("guest/file-missing", String.join("; ", missing), "guest", "")
              .at(booted.clock().seconds())
              .finding());
    }
    return new RunContext.Done<>(
        true, "%d before user space, %d over the shell".formatted(early, late));
  }

  private static List<GuestFiles.Wish> wishes(GuestContents contents) {
    List<GuestFiles.Wish> wishes = new ArrayList<>();
    if (!contents.keys().isEmpty()) {
      wishes.add(new GuestFiles.Keys(contents.keys()));
    }
    contents.files().forEach(item -> wishes.add(new GuestFiles.Whole(item)));
    return wishes;
  }

  private void report(String path, String how, String detail) {
    context.record().append(new Event.GuestFileChecked(path, how, detail));
  }
}
