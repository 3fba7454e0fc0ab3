package dev.bootwitness.cli;

import dev.bootwitness.diagnosis.verdict.ExitCodes;
import dev.bootwitness.record.FileTrouble;
import dev.bootwitness.record.RunDirectory;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bootwitness capture}. */
@Command(
    name = "capture",
    mixinStandardHelpOptions = true,
    description =
        "Saves a picture of a running run's screen in its record (or its processors' registers, or"
            + " its guest's memory) and prints the file's name.",
    footer = {
      "",
      "A memory dump is in kdump format, for crash(8). The guest is paused while it is written. It"
          + " contains everything the guest knows, secrets included."
    })
final class CaptureCommand implements Callable<Integer> {

  /** What can be requested; the run knows these names. */
  enum What {
    SCREEN,
    PROCESSORS,
    MEMORY
  }

  @Mixin private RunArgument run = new RunArgument();

  @Option(
      names = "--what",
      paramLabel = "WHAT",
      defaultValue = "screen",
      description = "screen, processors or memory; default: screen.")
  private What what = What.SCREEN;

  @Override
  public Integer call() {
    RunDirectory record;
    try {
      record = run.find();
    } catch (IOException e) {
      return refuse(FileTrouble.of(e), ExitCodes.USAGE_OR_SPEC);
    }
    String answer;
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(record.captureSocket().toRealPath()))) {
      answer = ask(channel);
    } catch (IOException e) {
      return refuse(
          record.path().getFileName()
              + " has no machine now: it has ended, or its machine is not powered on yet. What it kept"
              + " is in "
              + record.evidence(),
          ExitCodes.USAGE_OR_SPEC);
    }
    if (!answer.startsWith("kept ")) {
      return refuse(
          "no "
              + what.name().toLowerCase(Locale.ROOT)
              + ": "
              + (answer.startsWith("none ") ? answer.substring(5) : "the run ended meanwhile"),
          ExitCodes.HOST_OR_HARNESS);
    }
    System.out.println(record.path().resolve(answer.substring(5)));
    return ExitCodes.PASSED;
  }

  private String ask(SocketChannel channel) throws IOException {
    String request = what.name().toLowerCase(Locale.ROOT) + "\n";
    channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    BufferedReader reader = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    @Nullable String line = reader.readLine();
    return line == null ? "" : line;
  }

  private static int refuse(String why, int exit) {
    System.err.println("bootwitness capture: " + why);
    return exit;
  }
}
