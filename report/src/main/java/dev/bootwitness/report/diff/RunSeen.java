package dev.bootwitness.report.diff;

import dev.bootwitness.record.Event;
import dev.bootwitness.record.Stage;
import dev.bootwitness.record.Verdict;
import dev.bootwitness.report.logpattern.LogPattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of one run.
 *
 * @param id the run's id
 * @param record where it is
 * @param verdict by the present rules for a record that has none
 * @param image empty when the run did not get that far
 * @param options QEMU's options without private paths, each with its value
 * @param kernel the kernel's release, empty when it was not seen
 * @param words the kernel's command line, empty when it was not seen
 * @param stages when each stage was reached first, in seconds since power-on
 * @param log every template of the console log
 * @param watched until when the console was read for the boot, in seconds since power-on
 * @param bootedBy the run that booted the machine, when this one is a clone of it; its record gives
 *     stages, kernel and log
 * @param bootRead false when that record is gone, so that there is no boot to compare
 * @param full whether the log had more templates than can be distinguished
 * @param gaps what the record has lost, one sentence each
 */
record RunSeen(
    String id,
    Path record,
    Verdict verdict,
    Optional<Event.ImageReady> image,
    Optional<Event.MachineStarted> machine,
    List<String> options,
    String kernel,
    String words,
    Map<Stage, Double> stages,
    Map<LogPattern, Sighting> log,
    double watched,
    @Nullable String bootedBy,
    boolean bootRead,
    boolean full,
    List<String> gaps) {

  RunSeen {
    options = List.copyOf(options);
    stages = Map.copyOf(stages);
    gaps = List.copyOf(gaps);
  }
}
