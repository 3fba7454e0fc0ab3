package dev.bootwitness.report.html;

import dev.bootwitness.record.Timing;
import dev.bootwitness.report.story.ByteCount;
import dev.bootwitness.report.story.Story;
import dev.bootwitness.report.story.VerdictWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page's section on image, machine and host. */
public final class IdentityView {
  private final Story story;

  IdentityView(Story story) {
    this.story = story;
  }

  /** Image, machine and host. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    var image = story.image();
    if (image != null) {
      facts.add(new Fact("image", Pages.safe(image.path())));
      facts.add(new Fact("kind", Pages.safe(image.kind()) + ", " + ByteCount.of(image.bytes())));
      facts.add(new Fact("sha256", Pages.safe(image.sha256())));
    }
    var machine = story.machine();
    if (machine != null) {
      facts.add(new Fact("QEMU", Pages.safe(machine.qemu())));
    }
    var accelerator = story.accelerator();
    if (accelerator != null) {
      facts.add(
          new Fact(
              "accelerator",
              Pages.safe(accelerator.accelerator()) + ": " + Pages.safe(accelerator.reason())));
    }
    var restored = story.restored();
    if (restored != null) {
      facts.add(
          new Fact(
              "checkpoint",
              "made " + Pages.safe(restored.made()) + " by " + Pages.safe(restored.run())));
    }
    var start = story.start();
    if (start != null) {
      facts.add(new Fact("host", Pages.safe(start.host())));
      facts.add(new Fact("Bootwitness", Pages.safe(start.bootwitness())));
    }
    Timing timing = story.verdict().timing();
    if (timing != null && timing.usage() != null) {
      facts.add(new Fact("cost", VerdictWords.cost(timing.usage())));
    }
    facts.add(new Fact("spec", Pages.safe(story.verdict().spec())));
    facts.add(new Fact("run", Pages.safe(story.directory().id())));
    return facts;
  }

  /** QEMU's command line; empty when no machine was started. */
  public String argv() {
    var machine = story.machine();
    return machine == null
        ? ""
        : machine.argv().stream().map(Pages::safe).collect(Collectors.joining("\n"));
  }

  /** What programs on the host printed last. */
  public String tools() {
    return story.tools().stream()
        .map(output -> Pages.safe(output.tool()) + ": " + Pages.safe(output.line()))
        .collect(Collectors.joining("\n"));
  }
}
