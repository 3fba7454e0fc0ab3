package dev.bootwitness.engine.image;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.engine.run.RunStopped;
import dev.bootwitness.engine.run.UserCache;
import dev.bootwitness.engine.spec.DiskSpec;
import dev.bootwitness.engine.spec.ImageSpec;
import dev.bootwitness.image.build.BuildOutcome;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import dev.bootwitness.image.inspect.ImageKind;
import dev.bootwitness.image.inspect.UnreadableImage;
import dev.bootwitness.machine.config.DiskFormat;
import dev.bootwitness.record.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image phases: builds the image when its inputs changed, and inspects it before a machine gets
 * it.
 */
public final class ImagePhases {

  private final RunContext context;
  private final ImageSpec image;

  public ImagePhases(RunContext context) {
    this.context = context;
    this.image = context.spec().image();
  }

  public BootableImage run() throws RunStopped, InterruptedException {
    Optional<BuildOutcome.Built> built = Optional.empty();
    if (image.build().isPresent()) {
      ImageSpec.BuildSpec build = image.build().get();
      built =
          Optional.of(
              context.phase("build", () -> new BuildPhase(context).run(build, artifacts())));
    }
    Optional<BuildOutcome.Built> output = built;
    return context.phase("inspect", () -> inspect(output));
  }

  private List<String> artifacts() {
    List<String> names = new ArrayList<>();
    image.path().ifPresent(names::add);
    image
        .kernel()
        .ifPresent(kernel -> {
          names.add(kernel.kernel());
          kernel.initrd().ifPresent(names::add);
        });
    return names;
  }

  private RunContext.Done<BootableImage> inspect(Optional<BuildOutcome.Built> built)
      throws RunStopped, InterruptedException {
    ImageInspector inspector = new ImageInspector(UserCache.directory(context.options()));
    List<Path> files =
        built
            .map(BuildOutcome.Built::artifacts)
            .orElseGet(() -> artifacts().stream().map(context.spec()::resolve).toList());
    boolean cached = built.map(BuildOutcome.Built::cached).orElse(true);
    List<ImageFile> found = new ArrayList<>();
    for (Path file : files) {
      found.add(readable(inspector, file));
    }
    List<String> all = new ArrayList<>(found.stream().map(ImageFile::sha256).toList());
    Map<Path, DiskFormat> dataFormats = dataFormats(inspector, all);
    ImageFile first = found.getFirst();
    BootMedium.Chosen chosen = new BootMedium(context).of(found);
    String shown = new ForesightPhase(context).look(found, chosen.boot());
    context
        .record()
        .append(
            new Event.ImageReady(
                first.path().toString(),
                first.kind().title(),
                identity(found),
                found.stream().mapToLong(ImageFile::bytes).sum(),
                cached));
    return new RunContext.Done<>(
        new BootableImage(chosen.boot(), Sha256.of(all), dataFormats),
        first.kind().title() + ", " + (first.bytes() >> 20) + " MiB" + chosen.remark() + shown);
  }

  private static ImageFile readable(ImageInspector inspector, Path file)
      throws RunStopped, InterruptedException {
    return switch (inspector.inspect(file)) {
      case ImageFile f -> f;
      case UnreadableImage u -> throw unreadable(u);
    };
  }

  private static RunStopped unreadable(UnreadableImage image) {
    return new RunStopped(
        FindingBuilder.about(UnreadableImage.CAUSE, image.message(), "host", "")
            .advice(image.advice())
            .finding());
  }

  /** A data disk's content may be anything: a file that is not a qcow2 disk is a raw one. */
  private Map<Path, DiskFormat> dataFormats(ImageInspector inspector, List<String> hashes)
      throws RunStopped, InterruptedException {
    Map<Path, DiskFormat> formats = new HashMap<>();
    for (DiskSpec disk : context.spec().machine().disks()) {
      if (disk.image().isPresent()) {
        Path file = context.spec().resolve(disk.image().get());
        boolean qcow2 =
            switch (inspector.inspect(file)) {
              case ImageFile f -> {
                // For a qcow2 disk, including its backing files.
                hashes.add(f.sha256());
                yield f.kind() == ImageKind.QCOW2;
              }
              case UnreadableImage u when u.reason() == UnreadableImage.Reason.UNKNOWN_KIND ->
                  false;
              case UnreadableImage u -> throw unreadable(u);
            };
        formats.put(file, qcow2 ? DiskFormat.QCOW2 : DiskFormat.RAW);
      }
    }
    return formats;
  }

  /** One hash for all that boots: of the file, or of the hashes of kernel and initrd in order. */
  private static String identity(List<ImageFile> files) {
    return files.size() == 1
        ? files.getFirst().sha256()
        : Sha256.of(files.stream().map(ImageFile::sha256).toList());
  }
}
