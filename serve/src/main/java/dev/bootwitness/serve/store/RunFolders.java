package dev.bootwitness.serve.store;

import dev.bootwitness.record.RunDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The records of a project, of which each is a folder and none a link.
 *
 * <p>A record may come from anywhere, and anything may lie in it. A file is opened from its folder
 * downwards (openat(2)), and no link is followed on the way: what is read is in the record.
 */
public final class RunFolders {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}");

  private static final Pattern FILE =
      Pattern.compile(
          "serial\\d{0,2}\\.raw|serial\\.(txt|cast)|events\\.jsonl|verdict\\.json"
              + "|report\\.(html|md)|junit\\.xml|evidence/\\d{3}-[A-Za-z0-9._-]{1,200}");

  private final Path runs;

  /** The records in a folder, which need not exist yet. */
  public RunFolders(Path runs) {
    this.runs = runs;
  }

  /** The folder that holds them. */
  public Path path() {
    return runs;
  }

  /** The record of a run; empty when there is none of that id. */
  public Optional<RunDirectory> find(String id) {
    Path folder = runs.resolve(isId(id) ? id : ".");
    if (!isId(id) || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(RunDirectory.open(folder));
    } catch (NotDirectoryException e) {
      return Optional.empty(); // removed meanwhile
    }
  }

  /** Whether a text can be the id of a run: the name of one folder, and no way to another. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The latest record by its name, which begins with its time. */
  public Optional<String> latest() throws IOException {
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(RunFolders::isId)
          .max(Comparator.naturalOrder());
    }
  }

  /** A file that is open; its length is that at the moment when it was opened. */
  public record Opened(InputStream in, long length) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /**
   * Opens a file of a record.
   *
   * @param name as the record has it, e.g. {@code evidence/001-screen.png}
   * @throws NoSuchFileException when it is none of a record's files, not there, or no file
   */
  public Opened open(String id, String name) throws IOException {
    if (!isId(id) || !FILE.matcher(name).matches()) {
      throw new NoSuchFileException(name);
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(runs)) {
      SecureDirectoryStream<Path> folder = secure(all);
      return open(folder, List.of((id + "/" + name).split("/", -1)));
    }
  }

  private static Opened open(SecureDirectoryStream<Path> folder, List<String> names)
      throws IOException {
    Path first = Path.of(names.getFirst());
    boolean inner = names.size() > 1;
    BasicFileAttributes about =
        folder
            .getFileAttributeView(first, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes();
    if (inner ? !about.isDirectory() : !about.isRegularFile()) {
      throw new NoSuchFileException(first.toString(), null, "a link, or something else");
    }
    if (inner) {
      try (SecureDirectoryStream<Path> next =
          folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
        return open(next, names.subList(1, names.size()));
      }
    }
    InputStream in =
        Channels.newInputStream(
            folder.newByteChannel(
                first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
    return new Opened(in, about.size());
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream) {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new IllegalStateException("Linux has openat(2)");
  }

  /**
   * Whether a record is only made of its own files: nothing that is read of it is a link, nor a
   * pipe, which would never end. The links to sockets, which a run has while it goes on, are not
   * read.
   */
  public static boolean isPlain(RunDirectory record) throws IOException {
    try (Stream<Path> files = Files.walk(record.path())) {
      return files.allMatch(file ->
          Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
              || Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
              || file.toString().endsWith(".sock"));
    }
  }
}
