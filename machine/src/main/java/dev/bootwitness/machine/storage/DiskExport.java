package dev.bootwitness.machine.storage;

import dev.bootwitness.machine.failure.MachineException;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.machine.host.HostTool;
import dev.bootwitness.machine.host.ProgramPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the content of a disk into one qcow2 file that needs no other file. What was never written
 * and what is zero takes no room in it.
 *
 * <p>For disks that no machine uses any more.
 */
public final class DiskExport {

  /** The fields of qemu-img-measure, in JSON. */
  private static final Pattern REQUIRED = Pattern.compile("\"required\":\\s*(\\d{1,18})");

  private final ProgramPath path;
  private final Duration within;

  /** Each of the two steps may take that long. */
  public DiskExport(ProgramPath path, Duration within) {
    this.path = path;
    this.within = within;
  }

  /** How many bytes the file will take at most. */
  public long measure(Path disk) throws MachineException, InterruptedException {
    String answer = run("measure", "--output=json", "-O", "qcow2", "-f", "qcow2", disk.toString());
    Matcher required = REQUIRED.matcher(answer);
    if (!required.find()) {
      throw new MachineException(
          new MachineFailure.HostRefused(
              "export a disk", "qemu-img measure said: " + answer.strip()));
    }
    return Long.parseLong(required.group(1));
  }

  /**
   * Writes the file.
   *
   * @param file not there yet
   */
  public void write(Path disk, Path file) throws MachineException, InterruptedException {
    var _ = run("convert", "-f", "qcow2", "-O", "qcow2", disk.toString(), file.toString());
  }

  private String run(String... arguments) throws MachineException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(HostTool.QEMU_IMG.require(path).toString());
    command.addAll(List.of(arguments));
    try {
      return answer(command);
    } catch (IOException e) {
      throw new MachineException(
          new MachineFailure.HostRefused("export a disk", String.valueOf(e.getMessage())), e);
    }
  }

  private String answer(List<String> command) throws IOException, InterruptedException {
    File output = File.createTempFile("bw-qemu-img", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(output)
              .start();
      try {
        if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
          throw new IOException("qemu-img took more than " + within.toSeconds() + " s");
        }
      } finally {
        process.destroyForcibly();
      }
      String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
      if (process.exitValue() != 0) {
        throw new IOException(
            "qemu-img ended with status " + process.exitValue() + ": " + said.strip());
      }
      return said;
    } finally {
      Files.deleteIfExists(output.toPath());
    }
  }
}
