package dev.bootwitness.engine.inspect;

import dev.bootwitness.diagnosis.catalogue.PackSigns;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.image.inspect.ImageFile;
import dev.bootwitness.image.inspect.ImageInspector;
import dev.bootwitness.image.inspect.UnreadableImage;
import dev.bootwitness.image.survey.DiskJournal;
import dev.bootwitness.image.survey.ImageSurvey;
import dev.bootwitness.image.survey.SurveyRequest;
import dev.bootwitness.record.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image's facts and what follows from them.
 *
 * @param findings in the order in which a boot would come to them
 */
public record Foresight(ImageFacts facts, List<Finding> findings) {

  /** A qcow2 disk is unpacked to be read; a run does not wait for a large one. */
  public static final long IN_A_RUN = 512L << 20;

  /** The same after a run that failed: its verdict is known by then, but somebody waits. */
  private static final long AFTER_A_RUN = 4L << 30;

  /** The same for somebody who asks for nothing else. */
  public static final long WHEN_ASKED = 16L << 30;

  /** Copies the list. */
  public Foresight {
    findings = List.copyOf(findings);
  }

  /**
   * Reads an image's facts.
   *
   * @param initrd beside a kernel
   * @param append a kernel's command line
   * @throws IOException when this host has no room for temporary files
   */
  public static ImageFacts facts(
      ImageFile file,
      Optional<Path> initrd,
      String append,
      Map<String, String> environment,
      Duration within,
      long mostConverted)
      throws IOException, InterruptedException {
    return ImageSurvey.of(file, request(file, initrd, append, environment, within, mostConverted));
  }

  /** The journal of the last boot in a disk image, as somebody asks for it. */
  public static DiskJournal.Journal journal(
      ImageFile file, Map<String, String> environment, Duration within)
      throws IOException, InterruptedException {
    return DiskJournal.read(
        file, request(file, Optional.empty(), "", environment, within, WHEN_ASKED), Instant.MIN);
  }

  /**
   * The journal that a guest left on a disk.
   *
   * @param disk a qcow2 file that no machine uses any more
   * @param since when the guest was started
   */
  public static DiskJournal.Journal journal(
      Path disk, Map<String, String> environment, Duration within, Instant since)
      throws IOException, InterruptedException {
    return switch (ImageInspector.look(disk)) {
      case UnreadableImage unreadable -> new DiskJournal.Journal.None(unreadable.message());
      case ImageFile file ->
          DiskJournal.read(
              file, request(file, Optional.empty(), "", environment, within, AFTER_A_RUN), since);
    };
  }

  private static SurveyRequest request(
      ImageFile file,
      Optional<Path> initrd,
      String append,
      Map<String, String> environment,
      Duration within,
      long mostConverted) {
    return new SurveyRequest(
        file.path(),
        initrd,
        append,
        PackSigns.bundled(),
        environment,
        within,
        mostConverted,
        LocalDate.now(ZoneOffset.UTC));
  }

  /** The facts with what follows from them. */
  public static Foresight of(ImageFacts facts, Circumstances circumstances) {
    return new Foresight(facts, ImageFindings.of(facts, circumstances));
  }
}
