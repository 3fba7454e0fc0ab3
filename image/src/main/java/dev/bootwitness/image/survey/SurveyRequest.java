package dev.bootwitness.image.survey;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be read, and with what.
 *
 * @param image the file; a kernel may have an initrd beside it
 * @param append the command line for a kernel
 * @param packs paths that show that a pack's product is in the image, by the pack's name
 * @param environment where programs are looked up
 * @param within the time for all of it
 * @param mostConverted a qcow2 disk with more bytes of data is not read
 * @param today accounts that expired before are expired
 */
public record SurveyRequest(
    Path image,
    Optional<Path> initrd,
    String append,
    Map<String, List<String>> packs,
    Map<String, String> environment,
    Duration within,
    long mostConverted,
    LocalDate today) {

  /** Copies the maps. */
  public SurveyRequest {
    packs = Map.copyOf(packs);
    environment = Map.copyOf(environment);
  }
}
