package dev.bootwitness.report.queue;

import java.util.List;
import java.util.Optional;

/**
 * A task to be written.
 *
 * @param title Markdown, on one line
 * @param details Markdown, on one line each
 * @param marker empty for a person's task
 */
record NewTask(String title, List<String> details, Optional<Marker> marker) {
  NewTask {
    details = List.copyOf(details);
  }

  /** The item as lines. */
  String block(int number, char delimiter, String lineEnd) {
    String lead = number + String.valueOf(delimiter) + " ";
    StringBuilder block = new StringBuilder(lead).append(title);
    marker.ifPresent(m -> block.append(' ').append(m.text()));
    block.append(lineEnd);
    details.forEach(detail ->
        block.append(" ".repeat(lead.length())).append("- ").append(detail).append(lineEnd));
    return Bytes.of(block.toString());
  }
}
