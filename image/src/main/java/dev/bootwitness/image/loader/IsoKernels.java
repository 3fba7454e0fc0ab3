package dev.bootwitness.image.loader;

import dev.bootwitness.image.Interruption;
import dev.bootwitness.image.inspect.ImageFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Finds the kernels of ISO images as their own boot loaders would start them; files copied out of
 * an image are kept under the image's hash. Safe for concurrent use by threads and processes.
 */
public final class IsoKernels {

  /** Changed whenever the same image would give another result. */
  private static final String VERSION = "1";

  /**
   * The number of copies kept: as many images as a person works on at a time, at some 40 MiB each.
   */
  private static final int KEPT = 4;

  private static final int MOST_CONFIGS = 200;
  private static final long LONGEST_CONFIG = 1 << 20;

  /** An initrd that follows another begins at a multiple of this (Linux init/initramfs.c). */
  private static final int ALIGNMENT = 4;

  private final Path xorriso;
  private final Path cache;

  /**
   * @param xorriso the program
   * @param cache a folder for copies; created when first needed
   */
  public IsoKernels(Path xorriso, Path cache) {
    this.xorriso = xorriso;
    this.cache = cache;
  }

  /**
   * Reads the boot loader's configuration and copies kernel and initrd out of the image.
   *
   * @param iso an ISO 9660 image
   * @throws IOException when the host cannot keep the copies
   * @throws InterruptedException when the thread is interrupted while xorriso runs
   */
  public IsoKernel of(ImageFile iso) throws IOException, InterruptedException {
    Path place = cache.resolve(iso.sha256() + "-" + VERSION);
    Optional<IsoKernel.Extracted> kept = recall(place);
    if (kept.isPresent()) {
      return kept.get();
    }
    Files.createDirectories(cache);
    Path fresh = Files.createTempDirectory(cache, ".new-");
    try {
      IsoKernel result = extract(new IsoReader(xorriso, iso.path().toAbsolutePath()), fresh);
      if (!(result instanceof IsoKernel.Extracted)) {
        return result;
      }
      keep(fresh, place);
      prune(place);
      return recall(place).orElseThrow(() -> new IOException(place + " was removed meanwhile"));
    } catch (IOException e) {
      Interruption.rethrow(e);
      throw e;
    } finally {
      remove(fresh);
    }
  }

  private static IsoKernel extract(IsoReader reader, Path place)
      throws IOException, InterruptedException {
    Map<String, String> names = new HashMap<>();
    LoaderConfigs.Found found;
    try {
      List<String> files = reader.files();
      Stream.concat(files.stream(), reader.links().stream())
          .forEach(file -> names.putIfAbsent(file.toLowerCase(Locale.ROOT), file));
      found = LoaderConfigs.find(configs(reader, files, place));
    } catch (IOException e) {
      Interruption.rethrow(e);
      return new IsoKernel.NotFound("its files could not be read: " + e.getMessage(), List.of());
    }
    if (found.entry().isEmpty()) {
      String reason =
          found.lookedAt().isEmpty()
              ? "there is no grub.cfg, isolinux.cfg, syslinux.cfg or loader/entries where boot"
                  + " loaders keep them"
              : "no boot loader's configuration in it names a kernel";
      return new IsoKernel.NotFound(reason, found.lookedAt());
    }
    LoaderEntry entry = found.entry().get();
    try {
      copy(reader, names, entry, place);
    } catch (IOException e) {
      Interruption.rethrow(e);
      List<String> lookedAt = new ArrayList<>(found.lookedAt());
      lookedAt.add(entry.config() + ": entry '" + entry.title() + "', " + entry.kernel());
      return new IsoKernel.NotFound(
          "what its boot loader starts could not be read: " + e.getMessage(), lookedAt);
    }
    write(entry, place);
    return new IsoKernel.Extracted(entry, place.resolve("kernel"), Optional.empty());
  }

  private static Map<String, String> configs(IsoReader reader, List<String> files, Path place)
      throws IOException, InterruptedException {
    Map<String, Path> wanted = new LinkedHashMap<>();
    files.stream()
        .filter(LoaderConfigs::worthReading)
        .limit(MOST_CONFIGS)
        .forEach(file -> wanted.put(file, place.resolve("config" + wanted.size())));
    if (wanted.isEmpty()) {
      return Map.of();
    }
    reader.extract(wanted);
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Path> file : wanted.entrySet()) {
      if (Files.size(file.getValue()) <= LONGEST_CONFIG) {
        texts.put(file.getKey(), Files.readString(file.getValue(), StandardCharsets.ISO_8859_1));
      }
      Files.delete(file.getValue());
    }
    return texts;
  }

  private static void copy(
      IsoReader reader, Map<String, String> names, LoaderEntry entry, Path place)
      throws IOException, InterruptedException {
    Map<String, Path> wanted = new LinkedHashMap<>();
    wanted.put(actual(names, entry.kernel()), place.resolve("kernel"));
    List<Path> parts = new ArrayList<>();
    for (String initrd : entry.initrds()) {
      Path part = place.resolve("initrd" + parts.size());
      // Naming the same file twice is legal, if pointless: it is copied once.
      Path first = wanted.putIfAbsent(actual(names, initrd), part);
      parts.add(first == null ? part : first);
    }
    reader.extract(wanted);
    if (!parts.isEmpty()) {
      try (OutputStream out = Files.newOutputStream(place.resolve("initrd"))) {
        long written = 0;
        for (Path part : parts) {
          while (written % ALIGNMENT != 0) {
            out.write(0);
            written++;
          }
          written += Files.copy(part, out);
        }
      }
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  /** As the image spells it: a loader may ignore case, but Rock Ridge does not. */
  private static String actual(Map<String, String> names, String path) throws IOException {
    String name = names.get(path.toLowerCase(Locale.ROOT));
    if (name == null) {
      throw new IOException("there is no " + path + " in it");
    }
    return name;
  }

  private static void write(LoaderEntry entry, Path place) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("config", entry.config());
    properties.setProperty("title", entry.title());
    properties.setProperty("kernel", entry.kernel());
    properties.setProperty("initrds", String.join("\n", entry.initrds()));
    properties.setProperty("append", entry.append());
    try (Writer out = Files.newBufferedWriter(place.resolve("entry"))) {
      properties.store(out, null);
    }
  }

  private static Optional<IsoKernel.Extracted> recall(Path place) {
    Properties read = new Properties();
    try (Reader in = Files.newBufferedReader(place.resolve("entry"))) {
      read.load(in);
      // When it was last used, for prune.
      Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
    LoaderEntry entry =
        new LoaderEntry(
            read.getProperty("config", ""),
            read.getProperty("title", ""),
            read.getProperty("kernel", ""),
            read.getProperty("initrds", "").lines().toList(),
            read.getProperty("append", ""));
    Path initrd = place.resolve("initrd");
    return Optional.of(
        new IsoKernel.Extracted(
            entry,
            place.resolve("kernel"),
            Files.exists(initrd) ? Optional.of(initrd) : Optional.empty()));
  }

  /** Puts the copies in their place, unless another process did so first: its are the same. */
  static void keep(Path fresh, Path place) throws IOException {
    try {
      Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // An atomic move onto a folder with files fails with a plain FileSystemException.
      if (!Files.isDirectory(place)) {
        throw e;
      }
    }
  }

  private void prune(Path used) throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      List<Path> old =
          entries
              .filter(entry -> !entry.getFileName().toString().startsWith("."))
              .filter(entry -> !entry.equals(used))
              .sorted(Comparator.comparing(IsoKernels::usedAt).reversed())
              .skip(KEPT - 1)
              .toList();
      old.forEach(IsoKernels::remove);
    }
  }

  private static FileTime usedAt(Path entry) {
    try {
      return Files.getLastModifiedTime(entry);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Gone, or in use by another process: the next prune handles it.
      return;
    }
  }
}
