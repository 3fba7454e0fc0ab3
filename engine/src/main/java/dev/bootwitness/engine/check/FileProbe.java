package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import org.safere.Pattern;

/** Checks a file of the guest. */
final class FileProbe implements CheckProbe {

  /** Our own exit status for "does not exist": test(1) and cat(1) use 0, 1 and 2. */
  private static final int ABSENT = 9;

  private final GuestShell guest;
  private final FileCheck check;

  FileProbe(GuestShell guest, FileCheck check) {
    this.guest = guest;
    this.check = check;
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    String path = ShellWord.quote(check.path());
    boolean content = check.contains().isPresent() || check.matches().isPresent();
    // A dangling symbolic link exists, too, but test -e follows it.
    String command =
        "[ -e %s ] || [ -L %s ] || exit %d%s"
            .formatted(path, path, ABSENT, content ? "; cat -- " + path : "");
    CommandResult result = guest.run(command, limit);
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    }
    return Privilege.considered(guest.uid(), c, compare(c));
  }

  private ProbeResult compare(CommandResult.Completed c) {
    boolean there = c.exit() != ABSENT;
    if (there != check.exists()) {
      return not(check.path() + (there ? " exists but should not" : " does not exist"), "");
    } else if (there && c.exit() != 0) {
      return not(check.path() + " cannot be read: " + Evidence.said(c), Evidence.said(c));
    }
    String text = c.stdout().text();
    if (check.contains().isPresent() && !text.contains(check.contains().get())) {
      return not(
          check.path() + " does not contain `" + check.contains().get() + "`",
          Evidence.brief(text));
    }
    if (check.matches().isPresent()
        && !Pattern.compile(check.matches().get(), Pattern.MULTILINE).matcher(text).find()) {
      return not(
          check.path() + " does not match `" + check.matches().get() + "`", Evidence.brief(text));
    }
    return new ProbeResult.Holds();
  }

  private static ProbeResult not(String message, String quote) {
    return new ProbeResult.Not("check/failed", message, quote, false);
  }
}
