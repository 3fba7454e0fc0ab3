package dev.bootwitness.image.inspect;

import dev.bootwitness.base.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files behind a qcow2 disk, or why they cannot be used. */
sealed interface BackingChain {

  /** Deeper than real chains; a chain may also lead back to itself. */
  int DEEPEST = 16;

  /** How much of a name from an image is shown. */
  int SHOWN = 200;

  /** The chain, nearest first; empty when the disk is self-contained. */
  record Chain(List<Path> backing) implements BackingChain {}

  /** Something in the chain that QEMU would refuse, or that QEMU must not be left to guess. */
  record Unusable(String message, String advice) implements BackingChain {}

  /** Follows the chain of a qcow2 disk. */
  static BackingChain of(Path disk) throws IOException {
    List<Path> backing = new ArrayList<>();
    Path file = disk;
    while (true) {
      Qcow2Header header = Qcow2Header.read(file);
      if (header.dataFile() || header.encrypted()) {
        return new Unusable(
            "%s is a qcow2 disk that %s."
                .formatted(
                    file, header.encrypted() ? "is encrypted" : "keeps its data in another file"),
            "Make a plain one of it: qemu-img convert -O qcow2 %s plain.qcow2".formatted(file));
      }
      if (header.backing().isEmpty()) {
        return new Chain(backing);
      }
      String name = header.backing().get();
      Optional<Unusable> unusable = unusable(file, name, header, backing.size());
      if (unusable.isPresent()) {
        return unusable.get();
      }
      Path next = file.toAbsolutePath().resolveSibling(name).normalize();
      if (!Files.isReadable(next)) {
        return new Unusable(
            "%s is a qcow2 disk on the backing file %s, which %s."
                .formatted(
                    file,
                    shown(next.toString()),
                    Files.exists(next) ? "may not be read" : "does not exist"),
            "Put it there, or name its new place: qemu-img rebase -u -b FILE -F FORMAT " + file);
      }
      backing.add(next);
      if (header.backingFormat().orElse("").equals("raw")) {
        return new Chain(backing);
      }
      if (!ImageInspector.isQcow2(next)) {
        return new Unusable(
            "%s says that its backing file %s is a qcow2 disk, and it is none."
                .formatted(file, shown(next.toString())),
            "Correct it: qemu-img rebase -u -b FILE -F FORMAT " + file);
      }
      file = next;
    }
  }

  private static Optional<Unusable> unusable(
      Path file, String name, Qcow2Header header, int depth) {
    if (depth >= DEEPEST) {
      return Optional.of(
          new Unusable(
              "%s stands on more than %d backing files.".formatted(file, DEEPEST),
              "Make one disk of them: qemu-img convert -O qcow2 DISK plain.qcow2"));
    }
    // QEMU's path_has_protocol (block.c): a colon before any slash.
    if (name.indexOf(':') >= 0
        && (name.indexOf('/') < 0 || name.indexOf(':') < name.indexOf('/'))) {
      return Optional.of(
          new Unusable(
              "%s is a qcow2 disk on %s, which is no file of this host."
                  .formatted(file, shown(name)),
              "Make a plain one of it: qemu-img convert -O qcow2 %s plain.qcow2".formatted(file)));
    }
    String format = header.backingFormat().orElse("");
    if (!format.equals("raw") && !format.equals("qcow2")) {
      return Optional.of(
          new Unusable(
              format.isEmpty()
                  ? "%s is a qcow2 disk that does not say of what format its backing file %s is."
                      .formatted(file, shown(name))
                  : "%s is a qcow2 disk on the backing file %s of format %s."
                      .formatted(file, shown(name), shown(format)),
              "Say so, raw or qcow2: qemu-img rebase -u -b FILE -F FORMAT " + file));
    }
    return Optional.empty();
  }

  private static String shown(String name) {
    return VisibleText.quote(name, SHOWN);
  }
}
