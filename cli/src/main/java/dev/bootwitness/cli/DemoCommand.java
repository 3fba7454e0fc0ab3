package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code bootwitness demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Builds a Debian live ISO, boots it, logs in, becomes root and checks it. Try this first. As"
            + " root, the launcher installs the host packages it needs; otherwise it names them.")
final class DemoCommand implements Callable<Integer> {

  private static final String SPEC = "examples/debian-live/bootwitness.yaml";

  @Mixin private RunSettings settings = new RunSettings();

  @Override
  public Integer call() {
    Optional<Path> home = Home.find();
    if (home.isEmpty()) {
      System.err.println(
          "bootwitness demo: the folder with "
              + SPEC
              + " is not known. Start the demo with ./bootwitness"
              + " in a checkout, or run a spec of your own with `bootwitness run`.");
      return ExitCodes.USAGE_OR_SPEC;
    }
    return RunCommand.run(home.get().resolve(SPEC), settings);
  }
}
