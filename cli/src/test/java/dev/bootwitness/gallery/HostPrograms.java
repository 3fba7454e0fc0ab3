package dev.bootwitness.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bootwitness.gallery.Segment.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Debian's own programs, taken from this host with the libraries they are linked to. */
final class HostPrograms {

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private HostPrograms() {}

  /** The files at their own paths, and what the dynamic linker would load for them. */
  static Segment of(String... files) throws IOException, InterruptedException {
    Segment segment = Segment.EMPTY;
    List<String> command = new ArrayList<>(List.of("ldd"));
    for (String file : files) {
      segment = segment.with(file, copy(file));
      command.add(file);
    }
    Process ldd = new ProcessBuilder(command).redirectErrorStream(true).start();
    Matcher library = LIBRARY.matcher(new String(ldd.getInputStream().readAllBytes(), UTF_8));
    // Of a script it says that it is none, and fails.
    int _ = ldd.waitFor();
    while (library.find()) {
      segment = segment.with(library.group(1), copy(library.group(1)));
    }
    return segment;
  }

  /** All regular files in a folder of this host whose name ends so, without what they link to. */
  static Segment folder(String folder, String... endings) throws IOException {
    Segment segment = Segment.EMPTY;
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.sorted().toList()) {
        boolean wanted = Stream.of(endings).anyMatch(file.toString()::endsWith);
        if (wanted && !Files.isSymbolicLink(file)) {
          segment = segment.with(file.toString(), copy(file.toString()));
        }
      }
    }
    return segment;
  }

  private static Content copy(String file) throws IOException {
    Path source = Path.of(file).toRealPath();
    Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(source);
    int mode = allowed.contains(PosixFilePermission.OWNER_EXECUTE) ? 0755 : 0644;
    boolean setuid = ((int) Files.getAttribute(source, "unix:mode") & 04000) != 0;
    return new Content.Copy(source, setuid ? 04755 : mode);
  }
}
