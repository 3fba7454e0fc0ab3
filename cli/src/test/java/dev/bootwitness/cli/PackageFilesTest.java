package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts under {@code packaging/}, without the build that they package: the .deb of a tree
 * that stands for one, its dependencies, the scripts' form. {@code packaging/test-packages} and
 * {@code packaging/test-ci} try real packages, which takes minutes.
 */
class PackageFilesTest {

  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  private String said(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(CHECKOUT.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private Path deb(String name) throws Exception {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("lib"));
    Files.createDirectories(tree.resolve("share/man/man1"));
    Files.writeString(tree.resolve("bootwitness"), "#!/bin/sh\n");
    Files.writeString(tree.resolve("lib/a.jar"), "jar");
    Files.writeString(tree.resolve("share/man/man1/bootwitness.1"), ".TH A 1\n");
    Files.writeString(tree.resolve("CHANGELOG.md"), "# Changelog\n");
    Files.writeString(tree.resolve("LICENSE"), "licence\n");
    Path out = Files.createDirectories(folder.resolve(name));
    said(
        Map.of("SOURCE_DATE_EPOCH", "1796000000"),
        "packaging/deb/build",
        tree.toString(),
        "0.1.0~git1",
        out.toString());
    return out.resolve("bootwitness_0.1.0~git1_amd64.deb");
  }

  @Test
  void theDebHasItsFilesInDebiansPlacesAndIsTheSameEachTime() throws Exception {
    Path deb = deb("one");

    assertThat(said(Map.of(), "dpkg-deb", "--contents", deb.toString()).lines())
        .map(line -> line.replaceAll("^(\\S+) (\\S+) .*\\d\\d:\\d\\d (.*)$", "$1 $2 $3"))
        .contains(
            "drwxr-xr-x root/root ./usr/lib/bootwitness/lib/",
            "-rw-r--r-- root/root ./usr/share/man/man1/bootwitness.1.gz",
            "-rw-r--r-- root/root ./usr/share/doc/bootwitness/copyright",
            "lrwxrwxrwx root/root ./usr/bin/bootwitness -> ../lib/bootwitness/bootwitness")
        .noneMatch(line -> line.contains("lib/bootwitness/share"));
    assertThat(said(Map.of(), "dpkg-deb", "--field", deb.toString(), "Version", "Architecture"))
        .isEqualTo("Version: 0.1.0~git1\nArchitecture: amd64\n");
    assertThat(deb("two")).hasSameBinaryContentAs(deb);
  }

  /** What host-packages installs for the demo, apt installs with the package. */
  @Test
  void aptKnowsWhatTheDemoNeeds() throws IOException {
    String script = Files.readString(CHECKOUT.resolve("scripts/host-packages"));
    String table = script.substring(script.indexOf("\ndemo='") + 7);
    Set<String> needed = new TreeSet<>();
    table
        .substring(0, table.indexOf("\n'"))
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> needed.add(line.substring(line.lastIndexOf(' ') + 1)));
    Set<String> installed = new TreeSet<>();
    for (String line : Files.readAllLines(CHECKOUT.resolve("packaging/deb/control"))) {
      if (line.startsWith("Depends: ") || line.startsWith("Recommends: ")) {
        Arrays.stream(line.substring(line.indexOf(' ') + 1).split(", ", -1))
            .map(entry -> entry.replaceFirst(" .*", ""))
            .forEach(installed::add);
      }
    }

    assertThat(needed).contains("qemu-system-x86", "mmdebstrap");
    assertThat(installed).containsAll(needed);
  }

  /** A script that Bash cannot read fails only where it is needed: at a release. */
  @Test
  void everyScriptIsRead() throws Exception {
    try (Stream<Path> files = Files.walk(CHECKOUT.resolve("packaging"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).startsWith("#!/usr/bin/env bash")) {
          assertThat(said(Map.of(), "bash", "-n", file.toString())).isEmpty();
        }
      }
    }
  }
}
