package dev.bootwitness.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A package that anybody on the way could exchange is not installed. */
class PackageAddressTest {

  private static final String ADDRESS = "http://mirror.example/bootwitness.deb";

  @TempDir Path folder;

  @Test
  void theActionRefusesAnUnencryptedAddress() throws Exception {
    Map<?, ?> action = (Map<?, ?>) yaml(Files.readString(Path.of("..", "action.yml")));
    String install =
        ((List<?>) requireNonNull(((Map<?, ?>) requireNonNull(action.get("runs"))).get("steps")))
            .stream()
                .map(step -> ((Map<?, ?>) step).get("run"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(script -> script.contains("apt-get install"))
                .findFirst()
                .orElseThrow();

    assertRefused(install, "PACKAGE");
  }

  @Test
  void theComponentRefusesAnUnencryptedAddress() throws Exception {
    String jobs =
        Files.readString(Path.of("..", "templates/bootwitness.yml")).split("\n---\n", -1)[1];
    String install =
        jobs.substring(jobs.indexOf("before_script:"), jobs.indexOf("- bootwitness --version"));
    Map<?, ?> job = (Map<?, ?>) yaml(install.replaceAll("(?m)^  ", ""));

    assertRefused(
        String.valueOf(((List<?>) requireNonNull(job.get("before_script"))).getFirst()),
        "BOOTWITNESS_PACKAGE");
  }

  /** With programs that would do it: none may be reached. */
  private void assertRefused(String script, String variable) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String program : List.of("curl", "cp", "sudo", "apt-get")) {
      // The component brings its package lists up to date before it looks at the address.
      String body =
          program.equals("apt-get") ? "#!/bin/sh\n" : "#!/bin/sh\ntouch '" + folder + "/reached'\n";
      assertThat(Files.writeString(bin.resolve(program), body).toFile().setExecutable(true))
          .isTrue();
    }
    ProcessBuilder shell = new ProcessBuilder("bash", "-eo", "pipefail", "-c", script);
    shell.redirectErrorStream(true);
    shell.environment().put("PATH", bin + ":/usr/bin:/bin");
    shell.environment().put("RUNNER_TEMP", folder.toString());
    shell.environment().put(variable, ADDRESS);
    Process process = shell.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said)
        .isEqualTo(
            "bootwitness: package is "
                + ADDRESS
                + "; give an address that begins with https://, or a file\n");
    assertThat(folder.resolve("reached")).doesNotExist();
  }

  private static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }
}
