package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import org.safere.Pattern;

/** Checks a file of the guest. */
final class FileProbe implements CheckProbe {

  private final GuestShell guest;
  private final FileCheck check;

  FileProbe(GuestShell guest, FileCheck check) {
    this.guest = guest;
    this.check = check;
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    boolean content = check.contains().isPresent() || check.matches().isPresent();
    String command =
        FilePresence.command(check.path())
            + (content ? "; cat -- " + ShellWord.quote(check.path()) : "");
    CommandResult result = guest.run(command, limit);
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    }
    return Privilege.considered(guest.uid(), c, compare(c));
  }

  private ProbeResult compare(CommandResult.Completed c) {
    if (c.exit() == FilePresence.UNKNOWN) {
      return not(
          "whether " + check.path() + " exists is not known: " + Evidence.said(c),
          Evidence.said(c));
    }
    boolean there = c.exit() != FilePresence.ABSENT;
    if (there != check.exists()) {
      return not(check.path() + (there ? " exists but should not" : " does not exist"), "");
    } else if (there && c.exit() != 0) {
      return not(check.path() + " cannot be read: " + Evidence.said(c), Evidence.said(c));
    }
    String text = c.stdout().text();
    if (check.contains().isPresent() && !text.contains(check.contains().get())) {
      return not(
          check.path()
              + " does not contain `"
              + check.contains().get()
              + "`"
              + Evidence.cut(c.stdout()),
          Evidence.brief(text));
    }
    if (check.matches().isPresent()
        && !Pattern.compile(check.matches().get(), Pattern.MULTILINE).matcher(text).find()) {
      return not(
          check.path()
              + " does not match `"
              + check.matches().get()
              + "`"
              + Evidence.cut(c.stdout()),
          Evidence.brief(text));
    }
    return new ProbeResult.Holds();
  }

  private static ProbeResult not(String message, String quote) {
    return new ProbeResult.Not("check/failed", message, quote, false);
  }
}
