package dev.bootwitness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bootwitness.base.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code packaging/sbom} of a package with the report's jar. */
class SbomTest {

  private static final Path RESOURCES = Path.of("../report/src/main/resources");

  @TempDir Path folder;

  @Test
  void theScriptsOfOthersArePartsToo() throws Exception {
    List<Path> scripts;
    try (var files = Files.walk(RESOURCES)) {
      scripts = files.filter(file -> file.toString().endsWith(".min.js")).sorted().toList();
    }
    assertThat(scripts).hasSize(2);

    JsonNode bom = JsonMapper.shared().readTree(sbom(scripts, 0));

    assertThat(bom.path("components").valueStream().map(part -> part.path("purl").asString()))
        .contains("pkg:npm/asciinema-player@3.18.0", "pkg:npm/uplot@1.6.32");
    for (Path script : scripts) {
      assertThat(bom.path("components").toString()).contains(Sha256.of(Files.readAllBytes(script)));
    }
    JsonNode own = bom.path("dependencies").valueStream().reduce((_, last) -> last).orElseThrow();
    assertThat(own.path("dependsOn").toString()).contains("asciinema-player", "uplot");
  }

  @Test
  void aScriptOfWhichNothingIsKnownIsAnError() throws Exception {
    for (String name : List.of("strange-1.2.3.min.js", "uPlot.min.js")) {
      Path strange = Files.writeString(folder.resolve(name), "x");
      assertThat(sbom(List.of(strange), 1)).contains("nothing is known of", name);
    }
  }

  private String sbom(List<Path> scripts, int exit) throws Exception {
    Path packed = folder.resolve("package");
    Path home = Files.createDirectories(packed.resolve("bootwitness-0.1.0"));
    Path jar = Files.createDirectories(home.resolve("lib")).resolve("bootwitness-report-0.1.0.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (Path script : scripts) {
        zip.putNextEntry(new ZipEntry("dev/bootwitness/report/" + script.getFileName()));
        Files.copy(script, zip);
      }
    }
    Files.writeString(
        Files.createDirectories(home.resolve("runtime")).resolve("release"),
        "JAVA_RUNTIME_VERSION=\"25+36\"\nIMPLEMENTOR=\"Eclipse Adoptium\"\nMODULES=\"java.base\"\n");
    Path bom =
        Files.writeString(
            folder.resolve("bom.json"),
            """
            {"components":[{"name":"bootwitness-report","version":"0.1.0","bom-ref":"report"}],
             "dependencies":[{"ref":"report"}],"metadata":{}}
            """);
    Path tarball = folder.resolve("package.tar.gz");
    run(
        List.of("tar", "-czf", tarball.toString(), "-C", packed.toString(), "bootwitness-0.1.0"),
        0);
    return run(
        List.of("python3", "../packaging/sbom", bom.toString(), tarball.toString(), "0.1.0"), exit);
  }

  private static String run(List<String> words, int exit) throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(words).redirectErrorStream(true);
    program.environment().put("SOURCE_DATE_EPOCH", "1764547200");
    Process process = program.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(exit);
    return said;
  }
}
