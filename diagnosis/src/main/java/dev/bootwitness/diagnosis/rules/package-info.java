/**
 * Line patterns as data: the rule files, the engine that searches a line for them, and the filters
 * that decide whether the kernel or systemd is the speaker.
 */
@NullMarked
package dev.bootwitness.diagnosis.rules;

import org.jspecify.annotations.NullMarked;
