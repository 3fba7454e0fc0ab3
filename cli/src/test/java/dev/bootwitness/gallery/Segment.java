package dev.bootwitness.gallery;

import dev.bootwitness.image.initramfs.InitramfsEntry;
import dev.bootwitness.image.initramfs.InitramfsEntry.Access;
import dev.bootwitness.image.initramfs.InitramfsList;
import dev.bootwitness.image.initramfs.InitramfsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that are laid over an image as one more archive after its initramfs: the kernel unpacks one
 * after the other, and what comes later replaces what was there ({@code
 * Documentation/driver-api/early-userspace/buffer-format.rst}).
 *
 * <p>Immutable; names are absolute paths.
 */
record Segment(Map<String, Content> files) {

  /** Directories of spark, some of them links: a directory of the same name would replace them. */
  private static final Set<String> THERE =
      Set.of(
          "bin",
          "dev",
          "etc",
          "etc/init.d",
          "home",
          "home/spark",
          "lib",
          "mnt",
          "proc",
          "root",
          "run",
          "sbin",
          "sys",
          "tmp",
          "usr",
          "usr/bin",
          "usr/sbin",
          "var");

  static final Segment EMPTY = new Segment(Map.of());

  Segment {
    files = new LinkedHashMap<>(files);
  }

  /** What a name stands for. */
  sealed interface Content {
    /** A file with these bytes, each a character of ISO 8859-1. */
    record Bytes(String data, int mode) implements Content {
      static Bytes of(byte[] data, int mode) {
        return new Bytes(new String(data, StandardCharsets.ISO_8859_1), mode);
      }
    }

    /** A file of this host. */
    record Copy(Path source, int mode) implements Content {}

    /** A symbolic link. */
    record Link(String target) implements Content {}
  }

  Segment with(String name, Content content) {
    Map<String, Content> more = new LinkedHashMap<>(files);
    more.put(name.substring(1), content);
    return new Segment(more);
  }

  Segment text(String name, String text) {
    return with(name, Content.Bytes.of(text.getBytes(StandardCharsets.UTF_8), 0644));
  }

  Segment script(String name, String text) {
    return with(name, Content.Bytes.of(text.getBytes(StandardCharsets.UTF_8), 0755));
  }

  Segment program(String name, byte[] elf) {
    return with(name, Content.Bytes.of(elf, 0755));
  }

  Segment and(Segment other) {
    Map<String, Content> more = new LinkedHashMap<>(files);
    more.putAll(other.files);
    return new Segment(more);
  }

  /** Writes {@code initrd} and then this. */
  Path behind(Path initrd, Path folder) throws IOException {
    Path file = folder.resolve("initrd.img");
    try (OutputStream out = Files.newOutputStream(file)) {
      Files.copy(initrd, out);
      if (!files.isEmpty()) {
        InitramfsWriter.write(list(Files.createDirectories(folder.resolve("segment"))), out, 0);
      }
    }
    return file;
  }

  private InitramfsList list(Path folder) throws IOException {
    List<InitramfsEntry> entries = new ArrayList<>();
    Map<String, Boolean> made = new LinkedHashMap<>();
    for (Map.Entry<String, Content> file : files.entrySet()) {
      directories(file.getKey(), made, entries);
      entries.add(
          switch (file.getValue()) {
            case Content.Link(String target) ->
                new InitramfsEntry.Symlink(file.getKey(), target, new Access(0777, 0, 0));
            case Content.Copy(Path source, int mode) ->
                new InitramfsEntry.Regular(
                    file.getKey(), source, new Access(mode, 0, 0), List.of());
            case Content.Bytes(String data, int mode) ->
                new InitramfsEntry.Regular(
                    file.getKey(),
                    Files.writeString(
                        folder.resolve("f" + entries.size()), data, StandardCharsets.ISO_8859_1),
                    new Access(mode, 0, 0),
                    List.of());
          });
    }
    return new InitramfsList(entries);
  }

  private static void directories(
      String name, Map<String, Boolean> made, List<InitramfsEntry> entries) {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      String directory = name.substring(0, slash);
      if (!THERE.contains(directory) && made.put(directory, true) == null) {
        entries.add(new InitramfsEntry.Directory(directory, new Access(0755, 0, 0)));
      }
    }
  }
}
