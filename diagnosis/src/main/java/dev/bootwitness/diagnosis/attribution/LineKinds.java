package dev.bootwitness.diagnosis.attribution;

import dev.bootwitness.diagnosis.kernel.ConsoleText;
import dev.bootwitness.diagnosis.stage.StageSigns;

/** Classifies the lines of a saved log: the kernel's, a journal's, others'. Not thread-safe. */
public final class LineKinds {
  private long lines;
  private long entries;
  private long kernel;
  private boolean allKernel = true;
  private boolean kernelNamed;

  /** A line of the file. */
  public void line() {
    lines++;
  }

  /** It is an entry of a journal. */
  public void entry() {
    entries++;
  }

  /** The console printed it. */
  public void console(ConsoleText text) {
    kernel += text.stamped() ? 1 : 0;
    allKernel &= text.stamped() || text.body().isEmpty();
    kernelNamed |= StageSigns.kernelBanner(text.body());
  }

  /** Whether all of it is the kernel's log. */
  public boolean onlyKernel() {
    return kernel > 0 && allKernel;
  }

  /** Whether the kernel itself has printed, not only its loader. */
  public boolean kernelSpoke() {
    return kernel > 0 || kernelNamed;
  }

  /** Whether nearly all of it is a journal. */
  public boolean onlyJournal() {
    return entries > 0 && entries * 4 >= lines * 3;
  }
}
