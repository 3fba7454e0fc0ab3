package dev.bootwitness.diagnosis.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.safere.Matcher;
import org.safere.Pattern;

/** The functions that a kernel report's registers and its first trace name. Not thread-safe. */
final class ReportFrames {

  private static final int MOST = 120;

  /** arch/&#42;/kernel/traps.c, dumpstack.c, process.c: where the processor was. */
  private static final Pattern PLACE =
      Pattern.compile(
          "(?:RIP: [0-9a-f]{4}:|EIP(?: is at|:)|\\bIP(?: is at|:)|PC is at|\\bpc :|epc\\s*:|NIP )"
              + " *(?:\\[<?[0-9a-f]+>?\\] *){0,2}([A-Za-z_][\\w.]*)\\+0x");

  private static final Pattern BEGIN =
      Pattern.compile(
          "^\\s*(?:Call [Tt]race:|Backtrace:|.* backtrace(?: \\(crc [0-9a-f]+\\))?:|Trace:)");

  /** What comes after the trace of the report itself. */
  private static final Pattern END =
      Pattern.compile(
          "^(?:Allocated by|Freed by|Allocated:|Freed:|Uninit was |Local variable |The buggy address"
              + "|Memory state around|Modules linked in|---\\[ end|Showing all locks|={20})");

  /** Of the interrupt in which a watchdog looked, to what it interrupted. */
  private static final Pattern INTERRUPTED =
      Pattern.compile("</IRQ>|apic_timer_interrupt|Exception stack|el1_irq|el1h_64_irq");

  /** lockdep's counts of interrupts (kernel/locking/lockdep.c, print_irqtrace_events). */
  private static final Pattern EVENTS = Pattern.compile("^(?:irq event|hardirqs |softirqs )");

  private static final Pattern FRAME =
      Pattern.compile(
          "^ *(?:\\[<[0-9a-f]*>\\] ?){0,2}([A-Za-z_][\\w.]*)"
              + "(?:\\+0x[0-9a-f]+/0x[0-9a-f]+| [\\w./-]+:\\d+ \\[inline\\])");

  /** arch/arm/kernel/traps.c, dump_backtrace_entry. */
  private static final Pattern ARM =
      Pattern.compile(
          "\\(([A-Za-z_][\\w.]*)(?:\\+0x[0-9a-f]+/0x[0-9a-f]+)?\\) from |^ *([A-Za-z_][\\w.]*) from \\w+\\+0x");

  /** What a compiler appends to the name of a function that it divided or specialised. */
  private static final Pattern SUFFIX =
      Pattern.compile("\\.(?:constprop|isra|part|cold|llvm|lto_priv)(?:\\.\\d+)*|\\.\\d+$");

  private final List<String> places = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final List<String> below = new ArrayList<>();
  private boolean begun;
  private boolean over;

  /** The report begins with where the processor was: no interrupt handler reports for it. */
  private boolean registersFirst;

  private boolean interrupted;

  void line(String body) {
    Matcher place = PLACE.matcher(body);
    if (place.find()) {
      if (places.size() < MOST) {
        places.add(plain(place.group(1)));
      }
      registersFirst |= !begun;
      if (interrupted && below.size() < MOST) {
        below.add(plain(place.group(1)));
      }
    }
    if (BEGIN.matcher(body).find()) {
      begun = true;
      over = over || !trace.isEmpty();
      return;
    }
    if (!EVENTS.matcher(body).find() && INTERRUPTED.matcher(body).find()) {
      interrupted = true;
    } else if (END.matcher(body).find()) {
      over |= !trace.isEmpty();
    } else {
      frame(body).ifPresent(this::add);
    }
  }

  private void add(String frame) {
    if (!over && trace.size() < MOST) {
      trace.add(frame);
    }
    if (interrupted && below.size() < MOST) {
      below.add(frame);
    }
  }

  private static Optional<String> frame(String body) {
    Matcher frame = FRAME.matcher(body);
    if (frame.find()) {
      return Optional.of(plain(frame.group(1)));
    }
    Matcher arm = ARM.matcher(body);
    if (!arm.find()) {
      return Optional.empty();
    }
    return Optional.of(plain(arm.group(1) != null ? arm.group(1) : arm.group(2)));
  }

  static String plain(String name) {
    String whole = SUFFIX.matcher(name).replaceAll("");
    if (GRACE.matcher(whole).find()) {
      return "synchronize_rcu";
    }
    return CALL.matcher(INNER.matcher(whole).replaceFirst("")).replaceFirst("sys_");
  }

  /**
   * The function to name.
   *
   * @param named what the words of the report name
   */
  Optional<String> culprit(ReportKind kind, Optional<String> named) {
    return switch (kind.from()) {
      case WORDS -> named.map(ReportFrames::plain);
      case LOOP -> loop(kind);
      case TRACE ->
          Stream.concat(
                  named.map(ReportFrames::plain).stream(),
                  Stream.concat(
                      named.isPresent() ? Stream.of() : places.stream().limit(1), trace.stream()))
              .filter(frame -> counts(kind, frame))
              .findFirst();
    };
  }

  private static boolean counts(ReportKind kind, String frame) {
    return !ReportKinds.bundled().skip().isIn(frame)
        && kind.skip().filter(skip -> skip.isIn(frame)).isEmpty();
  }

  /** The system call or work in which the loop is; of a shared one, what it called. */
  private Optional<String> loop(ReportKind kind) {
    List<String> all = new ArrayList<>();
    if (below.isEmpty() || registersFirst) {
      places.stream().limit(1).forEach(all::add);
      all.addAll(trace);
    } else {
      all.addAll(below);
    }
    List<String> frames = all.stream().filter(frame -> counts(kind, frame)).toList();
    ReportKinds kinds = ReportKinds.bundled();
    String callee = frames.isEmpty() ? "" : frames.getFirst();
    for (String frame : frames) {
      if (kinds.anchors().isIn(frame)) {
        boolean says = frame.startsWith(ACROSS) || !kinds.shared().isIn(frame);
        return Optional.of(frame.startsWith(ACROSS) ? ACROSS : says ? frame : callee);
      }
      callee = frame;
    }
    return frames.isEmpty() ? Optional.empty() : Optional.of(frames.getFirst());
  }

  /** Waits until another processor has run a function; its variants do the same (kernel/smp.c). */
  private static final String ACROSS = "smp_call_function";

  /** How architectures name a system call's entry (include/linux/syscalls.h). */
  private static final Pattern CALL =
      Pattern.compile("^(?:__(?:x64|ia32|arm64|riscv|s390x?)_(?:compat_)?sys_|SyS_|compat_SyS_)");

  /** What the compiler usually puts into the entry. */
  private static final Pattern INNER =
      Pattern.compile("^(?:__(?:se|do)_(?:compat_)?sys_|SYSC_|C_SYSC_|ksys_)");

  /** The variants of one wait: for all processors to pass a grace period (kernel/rcu). */
  private static final Pattern GRACE =
      Pattern.compile("^_*synchronize_(?:rcu|net|sched|srcu|rcu_bh)(?:_expedited)?$");
}
