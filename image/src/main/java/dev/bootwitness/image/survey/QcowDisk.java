package dev.bootwitness.image.survey;

import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A qcow2 disk as a raw one: the programs that read file systems know no other. */
final class QcowDisk {

  private QcowDisk() {}

  /**
   * Unpacks it into the bench.
   *
   * @throws ToolFailure also when it holds more than the request allows
   */
  static Path raw(ImageFile file, SurveyRequest request, Workbench bench)
      throws ToolFailure, IOException, InterruptedException {
    long bytes = file.bytes();
    for (Path backing : file.backing()) {
      bytes += Files.size(backing);
    }
    if (bytes > request.mostConverted()) {
      throw new ToolFailure(
          "it holds %d MiB of data, more than is unpacked to read its files (%d MiB)"
              .formatted(bytes >> 20, request.mostConverted() >> 20));
    }
    Path raw = bench.fresh("disk");
    byte[] _ =
        bench.run(
            "qemu-img",
            "convert",
            "-f",
            "qcow2",
            "-O",
            "raw",
            bench.image().toString(),
            raw.toString());
    return raw;
  }
}
