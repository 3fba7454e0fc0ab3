package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.image.initramfs.InitramfsList;
import dev.bootwitness.image.initramfs.InitramfsListException;
import dev.bootwitness.image.initramfs.InitramfsWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bootwitness initramfs}. */
@Command(
    name = "initramfs",
    mixinStandardHelpOptions = true,
    description =
        "Makes an initramfs (cpio newc, gzip) from a list in the format of the Linux kernel's"
            + " gen_init_cpio. Needs no root.")
final class InitramfsCommand implements Callable<Integer> {

  @Parameters(paramLabel = "LIST", description = "The list of files, folders, nodes and links.")
  private Path list = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "-D",
      paramLabel = "NAME=VALUE",
      description = "The value of $${NAME} in the list.")
  private Map<String, String> variables = new HashMap<>();

  @Override
  public Integer call() throws IOException {
    try {
      InitramfsList entries = InitramfsList.parse(list, variables);
      try (OutputStream file = Files.newOutputStream(out)) {
        InitramfsWriter.write(entries, file, epoch());
      }
      return ExitCodes.PASSED;
    } catch (InitramfsListException e) {
      e.problems().forEach(System.err::println);
      return ExitCodes.USAGE_OR_SPEC;
    }
  }

  /** Seconds; see reproducible-builds.org, SOURCE_DATE_EPOCH. */
  private static long epoch() {
    String epoch = System.getenv().getOrDefault("SOURCE_DATE_EPOCH", "0");
    try {
      return Long.parseLong(epoch);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
