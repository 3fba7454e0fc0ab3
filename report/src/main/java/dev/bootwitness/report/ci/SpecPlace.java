package dev.bootwitness.report.ci;

import dev.bootwitness.record.Finding;
import dev.bootwitness.record.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a repository a finding belongs, since a guest has no file there: in the spec, if
 * possible at the line that asks for what did not hold.
 *
 * @param path of the spec, from the repository's folder if it lies there
 * @param line from 1; null when none is known
 */
record SpecPlace(String path, @Nullable Long line) {
  private static final long LARGEST = 1 << 20;

  /** Where the checks of a spec begin, in YAML's block style, as they are written. */
  private static final Pattern CHECKS = Pattern.compile("^(checks|steps):");

  /**
   * The place of a finding.
   *
   * @param finding null for the run as a whole
   * @param repository the folder of the repository; empty when the CI system names none
   */
  static SpecPlace of(Verdict verdict, @Nullable Finding finding, Optional<Path> repository) {
    Path spec = Path.of(verdict.spec()).toAbsolutePath().normalize();
    String path =
        repository
            .map(folder -> folder.toAbsolutePath().normalize())
            .filter(spec::startsWith)
            .map(folder -> folder.relativize(spec).toString())
            .orElse(verdict.spec());
    return new SpecPlace(path, finding == null ? null : line(spec, finding));
  }

  private static @Nullable Long line(Path spec, Finding finding) {
    if (finding.channel().equals("spec") && finding.line() != null) {
      return finding.line();
    }
    return finding.subject().isBlank() ? null : mention(spec, finding.subject());
  }

  /**
   * The first line that has the words, comments aside: the check of that name, unit or file. What
   * stands above the checks, such as a login with the name of a check, counts only without one.
   */
  private static @Nullable Long mention(Path spec, String words) {
    try {
      if (!Files.isRegularFile(spec) || Files.size(spec) > LARGEST) {
        return null;
      }
      List<String> lines =
          new String(Files.readAllBytes(spec), StandardCharsets.UTF_8).lines().toList();
      int checks = 0;
      while (checks < lines.size() && !CHECKS.matcher(lines.get(checks)).find()) {
        checks++;
      }
      Long among = mention(lines, checks, words);
      return among == null ? mention(lines, 0, words) : among;
    } catch (IOException e) {
      return null; // It was removed, or may not be read: the annotation is then at the file.
    }
  }

  private static @Nullable Long mention(List<String> lines, int from, String words) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).contains(words) && !lines.get(i).strip().startsWith("#")) {
        return i + 1L;
      }
    }
    return null;
  }
}
