package dev.bootwitness.report.suite;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one file in which a shard's records travel: a zip archive with {@code shard.json} and a
 * folder {@code runs/ID} for each record.
 */
public final class ShardFile {

  private static final Pattern NAME = Pattern.compile("shard-[0-9]+-of-[0-9]+\\.zip");
  private static final String RESULT = "shard.json";
  private static final String RUNS = "runs/";

  /** Larger ones are no description of a shard. */
  private static final int LARGEST_RESULT = 16 << 20;

  private static final String WHAT_TO_NAME =
      "Name the files that `bootwitness run --shard` wrote, or a folder below which they are";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final ShardResult result;

  private ShardFile(Path file, ShardResult result) {
    this.file = file;
    this.result = result;
  }

  /** Whether a file is named as one of these. */
  static boolean isNamed(Path file) {
    return NAME.matcher(file.getFileName().toString()).matches();
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /** What the shard has done. */
  public ShardResult result() {
    return result;
  }

  /**
   * Writes a shard's file, whole or not at all.
   *
   * @param records of all its runs
   * @throws IOException when it cannot be written, or a record cannot be read
   */
  public static void write(Path file, ShardResult result, List<RunDirectory> records)
      throws IOException {
    Path aside = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(aside))) {
        zip.putNextEntry(new ZipEntry(RESULT));
        zip.write(JSON.writeValueAsString(result).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        for (RunDirectory record : records) {
          write(zip, record);
        }
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /** Sockets and links are of this host and stay there. */
  private static void write(ZipOutputStream zip, RunDirectory record) throws IOException {
    try (Stream<Path> files = Files.walk(record.path())) {
      for (Path one : found(files.filter(ShardFile::isPlain))) {
        String below = record.path().relativize(one).toString();
        zip.putNextEntry(new ZipEntry(RUNS + record.id() + "/" + below));
        Files.copy(one, zip);
        zip.closeEntry();
      }
    }
  }

  /** A walk meets a folder that it may not list only on its way. */
  private static List<Path> found(Stream<Path> walk) throws IOException {
    try {
      return walk.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isPlain(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Opens a shard's file.
   *
   * @throws ShardException when it is none
   * @throws IOException when it cannot be read
   */
  public static ShardFile open(Path file) throws ShardException, IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(RESULT);
      if (entry == null || entry.getSize() > LARGEST_RESULT) {
        throw new ShardException(file + " is no shard's file: it has no " + RESULT);
      }
      JsonNode result;
      try (InputStream in = zip.getInputStream(entry)) {
        result = JSON.readTree(in.readNBytes(LARGEST_RESULT));
      }
      int format = result.path("bootwitness").asInt(0);
      if (format != ShardResult.FORMAT) {
        throw new ShardException(
            "%s has format %d; this Bootwitness reads %d. Merge with the version that wrote it"
                .formatted(file, format, ShardResult.FORMAT));
      }
      return new ShardFile(file, JSON.treeToValue(result, ShardResult.class));
    } catch (ZipException e) {
      throw new ShardException(
          file + " is damaged, or no shard's file: " + e.getMessage() + ". " + WHAT_TO_NAME);
    } catch (JacksonException e) {
      throw new ShardException(file + " is damaged: its " + RESULT + " cannot be read");
    }
  }

  /**
   * Unpacks a record.
   *
   * @param run its id
   * @param into the folder of the record, which does not exist yet
   * @throws ShardException when the file has no such record, or the record leaves its folder
   * @throws IOException when it cannot be read or written
   */
  void unpack(String run, Path into) throws ShardException, IOException {
    String prefix = RUNS + run + "/";
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream().filter(entry -> entry.getName().startsWith(prefix)).toList();
      if (entries.isEmpty()) {
        throw new ShardException(file + " lists run " + run + " but does not hold its record");
      }
      for (ZipEntry entry : entries) {
        Path target = into.resolve(entry.getName().substring(prefix.length())).normalize();
        if (!target.startsWith(into) || target.equals(into)) {
          throw new ShardException(
              file + " holds a file outside of its record: " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        try (InputStream in = zip.getInputStream(entry);
            OutputStream out = Files.newOutputStream(target)) {
          in.transferTo(out);
        }
      }
    }
  }

  /**
   * The shards' files among some paths: a file by itself, and all that are named as such below a
   * folder.
   *
   * @throws ShardException when a path does not exist, or a folder has none
   */
  public static List<Path> below(List<Path> paths) throws ShardException, IOException {
    List<Path> found = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new ShardException(path + " does not exist. " + WHAT_TO_NAME);
      }
      if (Files.isDirectory(path)) {
        try (Stream<Path> files = Files.walk(path)) {
          List<Path> here = found(files.filter(ShardFile::isNamed).filter(ShardFile::isPlain));
          if (here.isEmpty()) {
            throw new ShardException(
                path
                    + " has no shard's file. `bootwitness run --shard` writes them as shard-N-of-M.zip"
                    + " below .bootwitness/shards");
          }
          found.addAll(here);
        }
      } else {
        found.add(path);
      }
    }
    return List.copyOf(found);
  }
}
