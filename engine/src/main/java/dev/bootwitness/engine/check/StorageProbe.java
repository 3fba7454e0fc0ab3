package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.StatusFile;
import dev.bootwitness.engine.check.StorageCheck.StorageState;
import java.time.Duration;
import java.util.Optional;

/** Compares what a storage provisioner reports with the storage that exists. */
final class StorageProbe implements CheckProbe {

  private static final int ABSENT = 9;

  private final GuestShell guest;
  private final StorageCheck check;

  StorageProbe(GuestShell guest, StorageCheck check) {
    this.guest = guest;
    this.check = check;
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    String file = ShellWord.quote(check.status().path());
    CommandResult result =
        guest.run("[ -e %s ] || exit %d; cat -- %s".formatted(file, ABSENT, file), limit);
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    } else if (c.exit() == ABSENT) {
      return not("check/failed", check.status().path() + " does not exist", "", false);
    } else if (c.exit() != 0) {
      return not(
          "check/failed",
          check.status().path() + " cannot be read: " + Evidence.said(c),
          "",
          false);
    }
    String text = c.stdout().text().strip();
    Optional<StatusFile.Status> status = check.status().parse(text.lines().toList());
    return status.isEmpty()
        ? not(
            "check/failed",
            check.status().path() + " has no " + check.status().stateKey() + "=",
            Evidence.brief(text),
            false)
        : compare(status.get(), text, limit);
  }

  private ProbeResult compare(StatusFile.Status status, String text, Duration limit)
      throws InterruptedException {
    String said =
        "the status says " + check.status().stateKey() + "=" + status.said() + detail(status);
    if (!status.state().equals(check.state().word())) {
      String cause =
          status
              .meaning()
              .map(StatusFile.Meaning::cause)
              .or(() -> Optional.of("check/failed"))
              .filter(known -> !status.applied())
              .orElse("check/failed");
      // The provisioner has finished: only another run of it changes its report.
      return not(cause, said + ", expected " + check.state().word(), text, true);
    }
    return check.state() == StorageState.APPLIED
        ? held(status, said, text, limit)
        : new ProbeResult.Holds();
  }

  private ProbeResult held(StatusFile.Status status, String said, String text, Duration limit)
      throws InterruptedException {
    String plan = status.plan();
    CommandResult result = guest.run(StorageLayout.command(plan), limit);
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    }
    StorageLayout layout = StorageLayout.parse(c.stdout().text());
    return layout
        .verdict(check.groups(), check.volumes(), check.mounts())
        .map(v -> not(v.cause(), said + ", but " + v.what(), text + "\n" + layout.shown(), true))
        .orElseGet(ProbeResult.Holds::new);
  }

  private static String detail(StatusFile.Status status) {
    String detail = status.detail().isEmpty() ? "" : " (" + status.detail() + ")";
    return status.reason().isEmpty() ? detail : detail + ": " + Evidence.brief(status.reason());
  }

  private static ProbeResult not(String cause, String message, String quote, boolean last) {
    return new ProbeResult.Not(cause, message, quote, last);
  }
}
