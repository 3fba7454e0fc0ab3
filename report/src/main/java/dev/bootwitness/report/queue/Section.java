package dev.bootwitness.report.queue;

import java.util.List;

/**
 * A heading and what stands under it.
 *
 * @param heading the line of the heading, from 0
 * @param body the first line behind the heading
 * @param end the line behind the section's last
 * @param tasks in the order of the file
 * @param listEnd the line behind the last list, if nothing but blank lines follows it; else -1
 */
record Section(int heading, int body, int end, List<QueueTask> tasks, int listEnd) {
  Section {
    tasks = List.copyOf(tasks);
  }
}
