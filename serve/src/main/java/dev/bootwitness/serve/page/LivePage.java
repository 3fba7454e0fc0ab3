package dev.bootwitness.serve.page;

import java.util.List;

/** What {@code live.jte} shows: a run that is going on. */
public record LivePage(LiveView run) {
  public Frame frame() {
    return new Frame("▶ " + run.name(), "/", List.of(), List.of("runs.js"));
  }
}
