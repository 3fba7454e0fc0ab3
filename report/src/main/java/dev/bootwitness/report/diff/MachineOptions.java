package dev.bootwitness.report.diff;

import dev.bootwitness.record.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * QEMU's command line as options with their values, without what differs in every run: the private
 * directories, the path of the image (its content is compared by its hash), and how a checkpoint is
 * made or restored.
 */
final class MachineOptions {
  private static final Pattern PRIVATE = Pattern.compile("/[^,= ]*/bw-\\d+-\\d+(?=/)");
  private static final Pattern BUILT =
      Pattern.compile("/[^,= ]*/(?:\\.bootwitness/images/[^/,]+|iso-kernels)/[0-9a-f]+(?=/)");
  private static final Pattern DESCRIPTOR = Pattern.compile("\\bfd=\\d+");

  private MachineOptions() {}

  static List<String> of(Event.MachineStarted machine, Optional<Event.ImageReady> image) {
    List<String> argv = machine.argv();
    List<String> options = new ArrayList<>();
    for (int i = 1; i < argv.size(); i++) {
      String option = argv.get(i);
      if (i + 1 < argv.size() && !argv.get(i + 1).startsWith("-")) {
        i++;
        option += " " + argv.get(i);
      }
      if (!isForCheckpoints(option) && !option.startsWith("-append ")) {
        options.add(shown(option, image));
      }
    }
    return options;
  }

  private static boolean isForCheckpoints(String option) {
    return option.startsWith("-incoming ")
        || option.startsWith("-object memory-backend-")
        || option.equals("-machine memory-backend=ram")
        || option.startsWith("-device vmgenid");
  }

  private static String shown(String option, Optional<Event.ImageReady> image) {
    String text = option;
    if (image.isPresent()) {
      int slash = image.get().path().lastIndexOf('/');
      if (slash > 0) {
        text = text.replace(image.get().path().substring(0, slash), "<image>");
      }
    }
    text = PRIVATE.matcher(text).replaceAll("<private>");
    text = BUILT.matcher(text).replaceAll(Matcher.quoteReplacement("<image>"));
    return DESCRIPTOR.matcher(text).replaceAll("fd=<n>");
  }
}
