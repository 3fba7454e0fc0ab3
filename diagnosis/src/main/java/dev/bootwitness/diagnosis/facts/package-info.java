/** What a run has shown so far: its events in summary, its times, and its findings, each once. */
@NullMarked
package dev.bootwitness.diagnosis.facts;

import org.jspecify.annotations.NullMarked;
