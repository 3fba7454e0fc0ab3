package dev.bootwitness.image.build;

import java.util.List;
import java.util.Optional;
import org.safere.Matcher;
import org.safere.Pattern;

/**
 * Recognises the step of a build by the programs that most images are made with, from what they
 * print: APT and dpkg, mksquashfs, xorriso.
 */
final class BuildSteps {

  /** One program's signs; the group, if there is one, is a percentage. */
  private record Sign(String step, Pattern pattern) {}

  private static final List<Sign> SIGNS =
      List.of(
          // mksquashfs.c, progressbar(): "[=====-   ] 123/456  27%"
          sign("squashfs", "^\\[[-=|/\\\\ ]*\\] +[0-9]+/[0-9]+ +([0-9]+)%"),
          // mksquashfs.c, main(): "Parallel mksquashfs: Using 2 processors"
          sign("squashfs", "^Parallel mksquashfs: |^Creating 4\\.0 filesystem on "),
          // xorriso, "xorriso : UPDATE :  42.00% done"; libburn's writer has the same form
          sign("iso", "^xorriso : UPDATE : +([0-9]+)\\.[0-9]+% done"),
          sign("iso", "^xorriso [0-9.]+ : |^Drive current: -outdev "),
          // apt-get(8), dpkg(1), mmdebstrap(1)
          sign("packages", "^(?:Get|Hit|Fetched|Unpacking|Setting up|Selecting previously) ?:?"),
          sign(
              "packages",
              "^I: (?:running apt-get|downloading packages|installing remaining|extracting archives)"));

  private static Sign sign(String step, String pattern) {
    return new Sign(step, Pattern.compile(pattern));
  }

  private BuildSteps() {}

  /** The step that a printed line shows; empty when it shows none. */
  static Optional<BuildProgress> of(String line) {
    for (Sign sign : SIGNS) {
      Matcher found = sign.pattern().matcher(line);
      if (found.find()) {
        return Optional.of(new BuildProgress(sign.step(), "", percent(found)));
      }
    }
    return Optional.empty();
  }

  private static int percent(Matcher found) {
    String digits = found.groupCount() == 0 ? null : found.group(1);
    return digits == null || digits.length() > 3
        ? BuildProgress.UNKNOWN
        : Math.min(100, Integer.parseInt(digits));
  }
}
