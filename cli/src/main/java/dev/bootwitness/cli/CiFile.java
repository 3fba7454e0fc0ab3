package dev.bootwitness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A job of a CI system that runs the spec beside it, as docs/guides/ci.md shows it. */
enum CiFile {
  GITHUB(".github/workflows/bootwitness.yml", "github.yml"),
  GITLAB(".gitlab-ci.yml", "gitlab.yml"),
  JENKINS("Jenkinsfile", "Jenkinsfile"),
  BUILDKITE(".buildkite/pipeline.yml", "buildkite.yml"),
  WOODPECKER(".woodpecker.yml", "woodpecker.yml");

  private final String path;
  private final String resource;

  CiFile(String path, String resource) {
    this.path = path;
    this.resource = resource;
  }

  /** From the project's folder. */
  String path() {
    return path;
  }

  /** What is in it: a file of the jar. */
  String text() {
    try (InputStream in = CiFile.class.getResourceAsStream("ci/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("ci/" + resource + " is missing in the jar of module cli");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("ci/" + resource, e);
    }
  }

  /** Writes it below this folder. */
  void write() throws IOException {
    Path file = Path.of(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text());
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
