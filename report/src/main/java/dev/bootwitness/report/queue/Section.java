package dev.bootwitness.report.queue;

import java.util.List;

/**
 * A heading and the content under it.
 *
 * @param heading the line of the heading, from 0
 * @param body the first line after the heading
 * @param end the line after the section's last
 * @param tasks in the order of the file
 * @param listEnd the line after the last list, if nothing but blank lines follows it; else -1
 */
record Section(int heading, int body, int end, List<QueueTask> tasks, int listEnd) {
  Section {
    tasks = List.copyOf(tasks);
  }
}
