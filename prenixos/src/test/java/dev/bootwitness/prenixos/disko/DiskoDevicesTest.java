package dev.bootwitness.prenixos.disko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bootwitness.prenixos.json.JsonTree;
import dev.bootwitness.prenixos.json.JsonTreeReader;
import dev.bootwitness.prenixos.plan.PlanJson;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.plan.PlannedVolume;
import dev.bootwitness.prenixos.plan.StoragePlan;
import dev.bootwitness.prenixos.tool.SystemTools;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each plan example as disko.devices: held to a file, and read by Nix itself where it is installed.
 */
class DiskoDevicesTest {
  private static final Path RESOURCES =
      Path.of("src/test/resources/dev/bootwitness/prenixos").toAbsolutePath();

  @TempDir Path folder;

  static Stream<Path> plans() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("plans"))) {
      return files.sorted().toList().stream();
    }
  }

  private static StoragePlan plan(Path file) throws IOException {
    return PlanJson.read(JsonTreeReader.read(Files.readString(file)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void anExampleGetsItsDevices(Path file) throws IOException {
    String nix = DiskoDevices.render(plan(file));

    Path golden =
        RESOURCES.resolve("disko").resolve(file.getFileName().toString().replace(".json", ".nix"));
    if ("write".equals(System.getProperty("prenixos.disko"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, nix);
    }
    assertThat(nix).isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void nixReadsWhatThePlanSays(Path file) throws IOException {
    StoragePlan plan = plan(file);
    JsonTree devices = evaluated(DiskoDevices.render(plan));

    assertThat(devices.get("disko").orElseThrow().get("devices")).isPresent();
    JsonTree tree = devices.get("disko").orElseThrow().get("devices").orElseThrow();
    for (PlannedDisk disk : plan.usedDisks()) {
      JsonTree found = tree.get("disk").orElseThrow().get(disk.name()).orElseThrow();
      assertThat(found.text("device")).isEqualTo(disk.path());
    }
    for (PlannedVolume volume : plan.volumes()) {
      JsonTree group = tree.get("lvm_vg").orElseThrow().get(volume.group()).orElseThrow();
      JsonTree found = group.get("lvs").orElseThrow().get(volume.name()).orElseThrow();
      assertThat(found.get("content").orElseThrow().text("mountpoint")).isEqualTo(volume.mount());
    }
  }

  @Test
  void whatALanguageWouldTakeForCodeStaysText() throws IOException {
    JsonTree read = evaluated("{ text = " + NixText.string("a ${b} \\ \" \n c") + "; }");

    assertThat(read.text("text")).isEqualTo("a ${b} \\ \" \n c");
  }

  private JsonTree evaluated(String nix) throws IOException {
    Path file = folder.resolve("devices.nix");
    Files.writeString(file, nix);
    ToolOutcome outcome =
        new SystemTools(Duration.ofMinutes(2))
            .run(
                "nix-instantiate",
                "--eval",
                "--strict",
                "--json",
                "--readonly-mode",
                file.toString());
    assumeTrue(outcome.exit() != ToolOutcome.NOT_STARTED, "Nix is not installed");
    assertThat(outcome.succeeded()).as(outcome.complaint()).isTrue();
    return JsonTreeReader.read(outcome.output());
  }
}
