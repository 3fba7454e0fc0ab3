package dev.bootwitness.image.survey;

import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.tool.ToolFailure;
import dev.bootwitness.image.tool.Workbench;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Reads what an image says about itself. What cannot be read becomes a note, never an error. */
public final class ImageSurvey {

  private ImageSurvey() {}

  /**
   * Reads an image.
   *
   * @param file the image, recognised
   * @throws IOException when this host has no room for temporary files
   * @throws InterruptedException when the thread is interrupted; every program is ended then
   */
  public static ImageFacts of(ImageFile file, SurveyRequest request)
      throws IOException, InterruptedException {
    Draft draft = new Draft();
    try (Workbench bench =
        Workbench.open(request.image(), request.environment(), request.within())) {
      FutureTask<ImageFacts> task =
          new FutureTask<>(() -> {
            read(file, request, bench, draft);
            return draft.facts(file);
          });
      // Reading a pipe cannot be interrupted, but ending its program ends the reading.
      Thread.ofVirtual().start(task);
      try {
        return task.get();
      } catch (InterruptedException e) {
        bench.abort();
        throw e;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
    }
  }

  private static void read(ImageFile file, SurveyRequest request, Workbench bench, Draft draft)
      throws IOException, InterruptedException {
    try {
      switch (file.kind()) {
        case ISO_9660 -> new IsoSurvey(bench, request, draft).read(file);
        case GPT_DISK, MBR_DISK, BOOT_SECTOR ->
            new DiskSurvey(bench, request, draft).read(bench.image());
        case QCOW2 ->
            new DiskSurvey(bench, request, draft).read(QcowDisk.raw(file, request, bench));
        case SQUASHFS -> {
          PartsSurvey parts = new PartsSurvey(bench, request, draft);
          parts.squashfs(bench.image(), 0, file.path().getFileName().toString());
        }
        case LINUX_KERNEL, ARM64_KERNEL, EFI_PROGRAM -> kernel(file, request, bench, draft);
        case CPIO, GZIP, ZSTD, XZ, LZ4, BZIP2, LZMA, LZO -> {
          PartsSurvey parts = new PartsSurvey(bench, request, draft);
          parts.initrdFile(file.path());
        }
      }
    } catch (ToolFailure e) {
      draft.note(e.reason());
    }
  }

  private static void kernel(ImageFile file, SurveyRequest request, Workbench bench, Draft draft)
      throws IOException, InterruptedException {
    PartsSurvey parts = new PartsSurvey(bench, request, draft);
    draft.commandLine = request.append();
    draft.kernel = KernelReader.read(file.path());
    if (request.initrd().isPresent()) {
      parts.initrdFile(request.initrd().get());
    }
  }
}
