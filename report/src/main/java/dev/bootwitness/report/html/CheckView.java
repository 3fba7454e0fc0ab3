package dev.bootwitness.report.html;

import dev.bootwitness.record.CheckResult;
import dev.bootwitness.report.story.Seconds;
import dev.bootwitness.report.story.Story;
import java.util.ArrayList;
import java.util.List;

/** A check on the page, with its commands. */
public record CheckView(
    String name, String outcome, String seconds, String message, List<CommandView> commands) {

  public CheckView {
    commands = List.copyOf(commands);
  }

  /** The checks of a run, in the order of its spec. */
  static List<CheckView> all(Story story) {
    List<CheckView> views = new ArrayList<>();

    for (CheckResult check : story.verdict().checks()) {
      List<CommandView> commands =
          story.checks().stream()
              .filter(one -> one.result().equals(check))
              .findFirst()
              .map(one -> one.commands().stream().map(CommandView::of).toList())
              .orElse(List.of());
      views.add(
          new CheckView(
              Pages.safe(check.name()),
              Pages.safe(check.outcome()),
              Seconds.exact(check.seconds()) + (check.boot() == 1 ? "" : ", boot " + check.boot()),
              Pages.safeLines(check.message()),
              commands));
    }
    return views;
  }
}
