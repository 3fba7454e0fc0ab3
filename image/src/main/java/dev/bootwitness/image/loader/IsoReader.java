package dev.bootwitness.image.loader;

import dev.bootwitness.base.VisibleText;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads files out of an ISO 9660 image by xorriso(1), without mounting it. */
final class IsoReader {

  /** The most links followed from one file, as many as Linux follows (path_resolution(7)). */
  private static final int MOST_LINKS = 40;

  private static final int LONGEST_OUTPUT = 16 << 20;
  private static final int QUOTED = 300;

  private final Path xorriso;
  private final Path iso;

  IsoReader(Path xorriso, Path iso) {
    this.xorriso = xorriso;
    this.iso = iso;
  }

  /** The paths of all files, from {@code /}. */
  List<String> files() throws IOException, InterruptedException {
    return find("f");
  }

  /** The paths of all links, from {@code /}. */
  List<String> links() throws IOException, InterruptedException {
    return find("l");
  }

  /** A name with a quote in it is printed differently, and no loader has such a name. */
  private List<String> find(String type) throws IOException, InterruptedException {
    return run(List.of("-find", "/", "-type", type))
        .lines()
        .filter(line -> line.length() > 2 && line.startsWith("'/") && line.endsWith("'"))
        .map(line -> line.substring(1, line.length() - 1))
        .toList();
  }

  /**
   * Copies files out of the image; a link is followed within the image, never on this host.
   *
   * @param wanted where each file of the image goes; a folder that is private to this call
   */
  void extract(Map<String, Path> wanted) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    wanted.forEach((from, to) -> arguments.addAll(List.of("-extract", from, to.toString())));
    run(arguments);
    for (Map.Entry<String, Path> entry : wanted.entrySet()) {
      follow(entry.getKey(), entry.getValue());
    }
  }

  private void follow(String from, Path to) throws IOException, InterruptedException {
    String path = from;
    for (int links = 0; Files.isSymbolicLink(to); links++) {
      if (links == MOST_LINKS) {
        throw new IOException(shown(from) + " is a link that leads to itself");
      }
      String target = Files.readSymbolicLink(to).toString();
      path = LoaderConfigs.absolute(LoaderConfigs.folder(path), target);
      Files.delete(to);
      run(List.of("-extract", path, to.toString()));
    }
    if (!Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(shown(from) + " is no file of the image");
    }
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            xorriso.toString(),
            "-no_rc",
            "-report_about",
            "SORRY",
            "-osirrox",
            "on",
            "-indev",
            iso.toString()));
    command.addAll(arguments);
    command.addAll(List.of("--", "-rollback_end"));
    Path errors = Files.createTempFile("bw-xorriso", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectError(errors.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        String output =
            new String(process.getInputStream().readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
          throw new IOException(
              "xorriso exited with status "
                  + status
                  + ": "
                  + shown(Files.readString(errors, StandardCharsets.ISO_8859_1).strip()));
        }
        return output;
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(errors);
    }
  }

  private static String shown(String text) {
    return VisibleText.quote(text, QUOTED);
  }
}
