package dev.bootwitness.serve.page;

/** What {@code notice.jte} shows: that something is not here, and what to do. */
public record Notice(String title, String sentence) {
  public Frame frame() {
    return Frame.plain(title, "");
  }
}
