package dev.bootwitness.image.build;

import dev.bootwitness.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The versions of the packages that APT would install into an empty system, by the host's own
 * sources and lists: a new kernel in the archive changes an image whose files are all the same.
 *
 * <p>A resolve takes seconds, so its answer is remembered for as long as APT's lists and
 * configuration stay as they are. Lists that nobody has updated know of no new version. Where APT
 * has no lists at all, or is not there, nothing new is known, and the last answer stands.
 */
final class AptVersions {

  private static final Path LISTS = Path.of("/var/lib/apt/lists");
  private static final Path CONFIGURATION = Path.of("/etc/apt");
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final String FORMAT = "bootwitness apt 1";

  private AptVersions() {}

  /**
   * Versions by package.
   *
   * @param names a file with a package on each line; {@code #} begins a comment
   * @param memory where the answer is remembered
   * @return empty when APT never resolved them
   * @throws IOException when the names cannot be read
   */
  static Map<String, String> of(Path names, Path memory) throws IOException, InterruptedException {
    List<String> packages = packages(names);
    String state = state(packages);
    Optional<Answer> last = last(memory);
    if (last.isPresent() && last.get().state().equals(state)) {
      return last.get().versions();
    }
    Optional<Map<String, String>> resolved = resolve(packages, names);
    if (resolved.isEmpty()) {
      return last.map(Answer::versions).orElse(Map.of());
    }
    List<String> lines = new ArrayList<>(List.of(state));
    resolved.get().forEach((name, version) -> lines.add(name + " " + version));
    Files.createDirectories(memory.toAbsolutePath().getParent());
    Files.write(memory, lines, StandardCharsets.UTF_8);
    return resolved.get();
  }

  /** What APT answered when it was in that state. */
  private record Answer(String state, Map<String, String> versions) {}

  private static List<String> packages(Path names) throws IOException {
    return Files.readAllLines(names, StandardCharsets.UTF_8).stream()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> line.matches("[a-z0-9][a-z0-9+.-]*"))
        .toList();
  }

  /** Everything that a resolve depends on, without reading the lists themselves. */
  private static String state(List<String> packages) throws IOException {
    List<String> facts = new ArrayList<>(List.of(FORMAT));
    facts.addAll(packages);
    for (Path folder : List.of(LISTS, CONFIGURATION)) {
      try (Stream<Path> files = Files.walk(folder, 2)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
          facts.add(file + " " + is.size() + " " + is.lastModifiedTime());
        }
      } catch (IOException | java.io.UncheckedIOException e) {
        facts.add(folder + " cannot be read");
      }
    }
    return Sha256.of(facts);
  }

  private static Optional<Answer> last(Path memory) {
    try {
      List<String> lines = Files.readAllLines(memory, StandardCharsets.UTF_8);
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(new Answer(lines.getFirst(), versions(lines.subList(1, lines.size()))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A dry run into a system without packages: apt-get(8), --simulate; apt-patterns(7). */
  private static Optional<Map<String, String>> resolve(List<String> packages, Path names)
      throws InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "apt-get",
                "--simulate",
                "-qq",
                "--option",
                "Dir::State::status=/dev/null",
                "--no-install-recommends",
                "install",
                "?essential"));
    command.addAll(packages);
    Path directory = names.toAbsolutePath().getParent();
    return HostCommand.answer(
            command, directory == null ? Path.of("/") : directory, Map.of("LC_ALL", "C"), WITHIN)
        .map(answer -> versions(installed(answer)))
        .filter(versions -> !versions.isEmpty());
  }

  /** {@code Inst zstd (1.5.4+dfsg2-5 Debian:12.15/oldstable [amd64])}. */
  private static List<String> installed(String answer) {
    return answer
        .lines()
        .filter(line -> line.startsWith("Inst "))
        .map(line -> line.split(" ", 4))
        .filter(words -> words.length > 2)
        .map(words -> words[1] + " " + words[2].replace("(", ""))
        .toList();
  }

  private static Map<String, String> versions(List<String> lines) {
    Map<String, String> versions = new TreeMap<>();
    for (String line : lines) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        versions.put(line.substring(0, blank), line.substring(blank + 1));
      }
    }
    return versions;
  }
}
