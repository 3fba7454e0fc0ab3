package dev.bootwitness.engine.step;

import dev.bootwitness.base.Sha256;
import dev.bootwitness.engine.check.CheckSpec;
import dev.bootwitness.engine.spec.GuestContents;
import dev.bootwitness.engine.spec.ImageSpec;
import dev.bootwitness.engine.spec.LoginSpec;
import dev.bootwitness.engine.spec.Spec;
import dev.bootwitness.engine.spec.StepSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check's result depends on besides the image: the question, and what was given or done to
 * the guest before. Runs with equal digests have asked the same question.
 */
final class CheckBasis {

  /** Long enough to distinguish the runs of one spec. */
  private static final int DIGITS = 16;

  private CheckBasis() {}

  /** A digest for each step of the spec, in their order. Passwords and secrets are not in it. */
  static List<String> of(Spec spec, GuestContents guest) {
    List<String> parts = new ArrayList<>();
    parts.add(spec.machine().toString());
    parts.add(spec.image().bus() + " " + spec.image().words());
    parts.add(spec.image().kernel().map(ImageSpec.KernelSpec::append).toString());
    parts.add(spec.login().map(LoginSpec::user) + " " + spec.login().map(LoginSpec::becomeRoot));
    guest.files().stream().map(CheckBasis::file).forEach(parts::add);
    parts.add(guest.keys().toString());
    int given = parts.size();
    List<String> digests = new ArrayList<>();
    for (StepSpec step : spec.steps()) {
      if (spec.division().independent()) {
        // What was asked before changes nothing: a part of the checks has the digests of the whole.
        parts.subList(given, parts.size()).clear();
      }
      parts.add(
          step instanceof StepSpec.Check(CheckSpec check) ? check.toString() : step.toString());
      digests.add(Sha256.of(parts).substring(0, DIGITS));
    }
    return digests;
  }

  private static String file(GuestContents.Item item) {
    var file = item.file();
    String content = item.hidden() ? "" : Sha256.of(item.bytes());
    return "%s %o %s %s %s"
        .formatted(file.path(), file.mode(), file.owner(), file.group(), content);
  }
}
