package dev.bootwitness.junit;

import dev.bootwitness.engine.check.FileCheck;
import dev.bootwitness.engine.check.FilePresence;
import dev.bootwitness.engine.check.ShellWord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/** A file of the guest. Its assertions return it, so that they can be chained. */
public final class FileInGuest {

  private final Guest guest;
  private final String path;

  FileInGuest(Guest guest, String path) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "\"%s\" is no absolute path. Write e.g. /etc/hostname.".formatted(path));
    }
    this.guest = guest;
    this.path = path;
  }

  /**
   * Whether it is there; a dangling link is.
   *
   * @throws AssertionFailedError when the guest does not say, e.g. in a folder that the shell's
   *     user may not search
   */
  public boolean exists() {
    CommandAnswer answer = guest.run(FilePresence.command(path));
    return switch (answer.exit()) {
      case 0 -> true;
      case FilePresence.ABSENT -> false;
      default ->
          throw new AssertionFailedError(
              "whether %s exists is not known: %s".formatted(path, answer.stderr().strip()));
    };
  }

  /** Its content as UTF-8; an assertion error when it cannot be read, or is longer than 10 MiB. */
  public String text() {
    return guest.run("cat -- " + ShellWord.quote(path)).succeeds().complete().stdout();
  }

  /** The lines of its content. */
  public List<String> lines() {
    return text().lines().toList();
  }

  /** Asserts that it is there within a time. */
  public FileInGuest appears(Duration within) {
    guest.check(check(true, Optional.empty(), Optional.of(within)));
    return this;
  }

  /** Asserts that its content contains a text. */
  public FileInGuest contains(String text) {
    guest.check(check(true, Optional.of(text), Optional.empty()));
    return this;
  }

  /** Asserts that it is not there. */
  public FileInGuest isAbsent() {
    guest.check(check(false, Optional.empty(), Optional.empty()));
    return this;
  }

  private FileCheck check(boolean exists, Optional<String> contains, Optional<Duration> within) {
    return new FileCheck(path, path, exists, contains, Optional.empty(), within);
  }
}
