package dev.bootwitness.engine.observe;

import dev.bootwitness.console.Console;
import dev.bootwitness.engine.host.HostPhase;
import dev.bootwitness.engine.run.RunContext;
import dev.bootwitness.machine.screen.Picture;
import dev.bootwitness.machine.screen.ScreenCapture;
import dev.bootwitness.machine.screen.Tesseract;
import dev.bootwitness.record.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a machine's screen shows over time: keeps and reports a screen that shows something new, and
 * reports one that has long shown the same. Not thread-safe.
 */
final class ScreenWatch {

  /** Recognising characters takes a second or two; on a loaded host, ten. */
  private static final Duration READING = Duration.ofSeconds(20);

  /**
   * Report an unchanged screen again after these times, in seconds: for a login prompt, a menu
   * without a countdown (as text, as a picture), and a boot that does not progress (see
   * ScreenDetector).
   */
  private static final double[] STANDS = {1, 3, 10, 20};

  private static final int MOST_PICTURES = 60;
  private static final int MOST_READINGS = 20;
  private static final int LONGEST_TEXT = 8192;

  private final RunContext context;
  private final Console console;
  private final Optional<Tesseract> tesseract;

  private @Nullable Picture last;
  private String file = "";
  private List<String> text = List.of();
  private boolean exact;
  private int standing;
  private long since;
  private int pictures;
  private int readings;

  ScreenWatch(RunContext context, Console console) {
    this.context = context;
    this.console = console;
    this.tesseract = Tesseract.in(HostPhase.path(context));
  }

  /**
   * Takes what the screen shows now.
   *
   * @return whether it was reported as unchanged
   */
  boolean seen(ScreenCapture screen, String why) throws InterruptedException {
    Picture before = last;
    if (before != null && before.showsSameAs(screen.picture())) {
      double unchanged = (System.nanoTime() - since) / 1e9;
      int reported = standing;
      while (standing < STANDS.length && unchanged >= STANDS[standing]) {
        standing++;
      }
      if (standing > reported) {
        report(unchanged);
      }
      return standing > reported;
    }
    last = screen.picture();
    since = System.nanoTime();
    standing = 0;
    file = pictures++ < MOST_PICTURES ? keep(screen.picture(), why) : "";
    exact = screen.text().isPresent();
    text = exact ? screen.text().get() : recognised(screen.picture());
    report(0);
    return false;
  }

  /** Whether the screen shows text. */
  boolean showsText() {
    return !text.isEmpty();
  }

  /** The last line of text that the screen shows; empty when there is none. */
  String lastText() {
    return text.reversed().stream().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
  }

  /** Keeps a picture in the record; returns its name, empty when the record has no more room. */
  String keep(Picture picture, String why) {
    return context
        .record()
        .evidence()
        .bytes("screen.png", "the screen, " + why, picture.png())
        .map(Event.EvidenceKept::file)
        .orElse("");
  }

  /** Only while the console is silent: otherwise the console says more, and sooner. */
  private List<String> recognised(Picture picture) throws InterruptedException {
    boolean worth = silence().compareTo(MachineEvidence.SILENT) >= 0 && readings < MOST_READINGS;
    if (tesseract.isEmpty() || !worth) {
      return List.of();
    }
    readings++;
    return tesseract.get().read(picture, READING);
  }

  private void report(double unchanged) {
    String all = String.join("\n", text);
    String shown = all.length() > LONGEST_TEXT ? all.substring(0, LONGEST_TEXT) : all;
    context
        .record()
        .append(new Event.ScreenSeen(file, shown, exact, unchanged, silence().toNanos() / 1e9));
  }

  private Duration silence() {
    return Duration.ofNanos(console.quietNanos());
  }
}
