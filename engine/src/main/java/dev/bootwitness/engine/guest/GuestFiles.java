package dev.bootwitness.engine.guest;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.FramedShell;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.engine.spec.GuestSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares files of a logged-in guest with what they should be, and writes them.
 *
 * <p>Its commands are not recorded as events, since they contain file contents. A secret goes only
 * over the side channel, since text typed into the serial line is in the record, encoded.
 */
public final class GuestFiles {

  /** Bytes per command: a serial line carries a few hundred of these lines per second. */
  private static final int PIECE = 1536;

  /** The most that the serial line can carry in reasonable time. */
  private static final int MOST_BY_SERIAL = 64 * 1024;

  private final RunContext context;
  private final FramedShell shell;
  private final Optional<SideChannel> side;

  public GuestFiles(RunContext context, FramedShell shell, Optional<SideChannel> side) {
    this.context = context;
    this.shell = shell;
    this.side = side;
  }

  /** What should be in the guest. */
  public sealed interface Wish {
    String path();
  }

  /** The result of checking a wish. */
  public sealed interface Look {
    String words();
  }

  /** The guest has it. */
  record There(String words) implements Look {}

  /** The guest lacks it, or has something else. */
  public record Lacking(String words) implements Look {}

  /** The logged-in user may not read it. */
  record Unseen(String words) implements Look {}

  /** Lines that root's authorized_keys must have among others. */
  public record Keys(List<String> lines) implements Wish {
    @Override
    public String path() {
      return Tmpfiles.KEYS;
    }
  }

  /** A file with exactly this content. */
  public record Whole(GuestContents.Item item) implements Wish {
    @Override
    public String path() {
      return item.file().path();
    }
  }

  private boolean bySide() {
    return side.isPresent() && side.get().usable();
  }

  /** Whether the guest has it. */
  public Look look(Wish wish, Deadline deadline) throws InterruptedException {
    return switch (wish) {
      case Keys keys -> key(keys, deadline);
      case Whole whole -> file(whole.item(), deadline);
    };
  }

  private Look key(Keys keys, Deadline deadline) throws InterruptedException {
    Optional<CommandResult.Completed> read = run("cat " + quote(keys.path()), deadline);
    if (read.isEmpty() || read.get().exit() != 0) {
      return unread(read);
    }
    Set<String> there = new HashSet<>(read.get().stdout().text().lines().toList());
    long missing = keys.lines().stream().filter(line -> !there.contains(line)).count();
    return missing == 0
        ? new There("it has every key")
        : new Lacking(missing + " keys are missing");
  }

  private Look unread(Optional<CommandResult.Completed> read) {
    boolean denied =
        shell.uid() != 0
            && read.map(r -> r.stderr().text().contains("ermission denied")).orElse(false);
    return denied
        ? new Unseen("uid " + shell.uid() + " may not read it")
        : new Lacking("the guest did not read it from the firmware tables");
  }

  private Look file(GuestContents.Item item, Deadline deadline) throws InterruptedException {
    GuestSpec.GuestFile file = item.file();
    String path = quote(file.path());
    Optional<CommandResult.Completed> status =
        run("stat -c '%a %U %G %u %g %s' -- " + path, deadline);
    if (status.isEmpty() || status.get().exit() != 0) {
      return unread(status);
    }
    List<String> words = List.of(status.get().stdout().text().strip().split(" "));
    boolean owned =
        words.size() == 6
            && words.get(0).equals(Integer.toOctalString(file.mode()))
            && (words.get(1).equals(file.owner()) || words.get(3).equals(file.owner()))
            && (words.get(2).equals(file.group()) || words.get(4).equals(file.group()));
    if (!owned) {
      return new Lacking(
          "its mode and owner are \"%s\", not \"%o %s %s\""
              .formatted(
                  String.join(" ", words.subList(0, Math.min(3, words.size()))),
                  file.mode(),
                  file.owner(),
                  file.group()));
    }
    if (!words.get(5).equals(Integer.toString(item.bytes().length))) {
      return new Lacking("it has %s bytes, not %d".formatted(words.get(5), item.bytes().length));
    }
    return item.hidden() && !bySide()
        ? new There("length, mode and owner compared; the content is secret")
        : content(item, path, deadline);
  }

  private Look content(GuestContents.Item item, String path, Deadline deadline)
      throws InterruptedException {
    Optional<CommandResult.Completed> sum = run("sha256sum < " + path, deadline);
    if (sum.isEmpty() || sum.get().exit() != 0) {
      Look unread = unread(sum);
      return unread instanceof Unseen
          ? unread
          : new Lacking("its content could not be compared: sha256sum failed");
    }
    return sum.get().stdout().text().startsWith(Sha256.of(item.bytes()))
        ? new There("content, mode and owner compared")
        : new Lacking("its content differs");
  }

  /** Puts it there and verifies it; returns why that failed, empty on success. */
  public Optional<String> put(Wish wish, Deadline deadline) throws InterruptedException {
    if (shell.uid() != 0) {
      return Optional.of(
          "only root can write it, and the shell has uid "
              + shell.uid()
              + "'s. Add `become: root` to `login`");
    }
    Optional<String> failed =
        switch (wish) {
          case Keys keys -> append(keys, deadline);
          case Whole whole -> write(whole.item(), deadline);
        };
    if (failed.isPresent()) {
      return failed;
    }
    return look(wish, deadline) instanceof Lacking lacking
        ? Optional.of(lacking.words())
        : Optional.empty();
  }

  private Optional<String> append(Keys keys, Deadline deadline) throws InterruptedException {
    List<String> words = new ArrayList<>();
    keys.lines().forEach(line -> words.add(quote(line)));
    return done(
        "umask 077 && mkdir -p /root/.ssh && printf '\\n' >> %1$s && printf '%%s\\n' %2$s >> %1$s"
            .formatted(keys.path(), String.join(" ", words)),
        deadline);
  }

  private Optional<String> write(GuestContents.Item item, Deadline deadline)
      throws InterruptedException {
    GuestSpec.GuestFile file = item.file();
    int end = file.path().lastIndexOf('/');
    Optional<String> failed = Optional.empty();
    if (end > 0) {
      failed = done("mkdir -p -- " + quote(file.path().substring(0, end)), deadline);
    }
    if (failed.isEmpty()) {
      failed = bySide() ? push(item, deadline) : type(item, deadline);
    }
    return failed.isPresent()
        ? failed
        : done(
            "chown %s:%s %s && chmod %o %s"
                .formatted(
                    file.owner(),
                    file.group(),
                    quote(file.path()),
                    file.mode(),
                    quote(file.path())),
            deadline);
  }

  private Optional<String> push(GuestContents.Item item, Deadline deadline)
      throws InterruptedException {
    try {
      byte[] bytes = item.bytes();
      side.orElseThrow()
          .files()
          .push(
              new ByteArrayInputStream(bytes),
              bytes.length,
              item.file().path(),
              item.file().mode(),
              deadline);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> type(GuestContents.Item item, Deadline deadline)
      throws InterruptedException {
    if (item.hidden()) {
      return Optional.of(
          "it is secret, and what is typed into the serial line stays in the record; a guest with"
              + " virtio_console takes it over the side channel");
    } else if (item.bytes().length > MOST_BY_SERIAL) {
      return Optional.of(
          "it has %d bytes, but without the side channel at most %d can be written"
              .formatted(item.bytes().length, MOST_BY_SERIAL));
    }
    String path = quote(item.file().path());
    Optional<String> failed = done("umask 077 && : > " + path, deadline);
    for (int at = 0; at < item.bytes().length && failed.isEmpty(); at += PIECE) {
      byte[] piece =
          Arrays.copyOfRange(item.bytes(), at, Math.min(item.bytes().length, at + PIECE));
      failed =
          done(
              "printf %%s %s | base64 -d >> %s"
                  .formatted(Base64.getEncoder().encodeToString(piece), path),
              deadline);
    }
    return failed;
  }

  private Optional<String> done(String command, Deadline deadline) throws InterruptedException {
    Optional<CommandResult.Completed> ran = run(command, deadline);
    if (ran.isEmpty()) {
      return Optional.of("the guest did not answer");
    }
    String said = ran.get().stderr().text().strip();
    return ran.get().exit() == 0
        ? Optional.empty()
        : Optional.of(
            "the guest refused: "
                + context.secrets().mask().text(said.substring(0, Math.min(200, said.length()))));
  }

  private Optional<CommandResult.Completed> run(String command, Deadline deadline)
      throws InterruptedException {
    CommandResult result =
        bySide() ? side.orElseThrow().run(command, deadline) : shell.run(command, deadline);
    if (Thread.interrupted()) {
      throw new InterruptedException("while looking at files of the guest");
    }
    return result instanceof CommandResult.Completed completed
        ? Optional.of(completed)
        : Optional.empty();
  }

  private static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
