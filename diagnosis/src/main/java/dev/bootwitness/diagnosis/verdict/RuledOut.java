package dev.bootwitness.diagnosis.verdict;

import dev.bootwitness.diagnosis.facts.RunFacts;
import dev.bootwitness.record.AcceleratorProbe;
import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.StampedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists what the events show not to be the cause: only positive evidence counts. */
final class RuledOut {
  /** As much of a sha256 as a person compares. */
  private static final int SHORT_SHA = 12;

  private final RunFacts facts;
  private final String primary;
  private final List<String> items = new ArrayList<>();

  private RuledOut(RunFacts facts, String primary) {
    this.facts = facts;
    this.primary = primary;
  }

  /**
   * The list for a verdict, the most telling first.
   *
   * @param primary id of the primary cause: anything it contradicts is omitted
   */
  static List<String> list(RunFacts facts, String primary) {
    var list = new RuledOut(facts, primary);
    list.login();
    list.bootStages();
    list.console();
    list.image();
    list.accelerator();
    return List.copyOf(list.items);
  }

  private void login() {
    StampedEvent ready = facts.present().reached().get(Stage.READY);
    if (ready == null) {
      return;
    }
    String evidence = ((Event.StageReached) ready.event()).evidence();
    if (evidence.isBlank() && facts.present().login() != null) {
      evidence = facts.present().login().detail();
    }
    add(
        "login/",
        "login (%s%s)".formatted(evidence.isBlank() ? "" : evidence + ", ", seconds(ready)));
  }

  private void bootStages() {
    StampedEvent kernel = facts.present().reached().get(Stage.KERNEL);
    StampedEvent userspace = facts.present().reached().get(Stage.USERSPACE);
    if (userspace != null) {
      add("initrd/", "root file system (user space ran at %s)".formatted(seconds(userspace)));
    } else if (kernel != null) {
      add("loader/", "boot loader (the kernel ran at %s)".formatted(seconds(kernel)));
    }
  }

  private void console() {
    for (Stage stage : List.of(Stage.KERNEL, Stage.INITRD, Stage.USERSPACE, Stage.LOGIN)) {
      StampedEvent shown = facts.present().reached().get(stage);
      if (shown != null) {
        add(
            "console/",
            "console (serial in use, %s shown at %s)"
                .formatted(stage == Stage.LOGIN ? "login prompt" : stage.id(), seconds(shown)));
        return;
      }
    }
  }

  private void image() {
    Event.ImageReady image = facts.image();
    if (image != null) {
      String sha = image.sha256();
      add(
          "host/image",
          "image readable (%s, sha256 %s)"
              .formatted(image.kind(), sha.substring(0, Math.min(SHORT_SHA, sha.length()))));
    }
  }

  private void accelerator() {
    Event.AcceleratorChosen chosen = facts.accelerator();
    if (chosen == null) {
      return;
    }
    for (AcceleratorProbe probe : chosen.probes()) {
      Double took = probe.seconds();
      if (probe.accelerator().equals(chosen.accelerator()) && took != null) {
        add(
            "host/accelerator",
            "accelerator (%s ran the probe guest in %s s)"
                .formatted(probe.accelerator(), String.format(Locale.ROOT, "%.1f", took)));
      }
    }
  }

  private void add(String refutes, String item) {
    if (!primary.startsWith(refutes)) {
      items.add(item);
    }
  }

  private String seconds(StampedEvent stamped) {
    @Nullable Double at = facts.at(stamped);
    return String.format(Locale.ROOT, "%.1f s", at == null ? stamped.seconds() : at);
  }
}
