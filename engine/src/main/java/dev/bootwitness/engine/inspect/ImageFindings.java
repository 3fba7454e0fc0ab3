package dev.bootwitness.engine.inspect;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.image.facts.ImageFacts;
import dev.bootwitness.record.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * What in an image will keep it from being booted, seen on its serial console, or logged in to: in
 * the order in which a boot would come to it.
 *
 * <p>Pure. A finding needs facts: of what could not be read, nothing is claimed.
 */
public final class ImageFindings {

  /** The channel of findings that the image itself shows. */
  public static final String CHANNEL = "image";

  private ImageFindings() {}

  /** All findings. */
  public static List<Finding> of(ImageFacts facts, Circumstances circumstances) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(FirmwareFindings.of(facts, circumstances));
    findings.addAll(ConsoleFindings.of(facts, circumstances));
    findings.addAll(RootFindings.of(facts, circumstances));
    findings.addAll(AccountFindings.of(facts, circumstances));
    findings.addAll(SpeedFindings.of(facts));
    return List.copyOf(findings);
  }

  /** The finding as the end of a run that does not boot such an image. */
  public static Finding asEnd(Finding finding) {
    return new FindingBuilder(
            new Finding(
                finding.cause(),
                finding.title(),
                finding.detail(),
                finding.subject(),
                "host",
                null,
                null,
                null,
                finding.quote(),
                finding.advice(),
                finding.fault()))
        .adding("the spec says `inspect: strict`, so it was not booted")
        .finding();
  }

  static FindingBuilder about(String cause, String detail, String quote) {
    return FindingBuilder.about(cause, detail, CHANNEL, quote);
  }
}
