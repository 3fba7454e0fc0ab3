package dev.bootwitness.machine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Determines whether a guest makes progress, from samples of its processors.
 *
 * @param samples the processors at each moment, the first moment first
 * @param raw what QEMU printed at each moment
 * @param hostBusy whether QEMU waited for the host's disk at one of them; the guest may then wait,
 *     too
 */
public record ProcessorWatch(List<List<Processor>> samples, List<String> raw, boolean hostBusy) {

  /** What a guest does. */
  public enum Motion {
    /** Every processor waited for an interrupt each time: nothing is being computed. */
    IDLE,
    /** A processor was at the same address each time and did not wait: a one-instruction loop. */
    SPINS,
    /** Processors were at different places. */
    MOVES,
    /** Too little was seen. */
    UNKNOWN
  }

  /** Copies the samples. */
  public ProcessorWatch {
    samples = samples.stream().map(List::copyOf).toList();
    raw = List.copyOf(raw);
  }

  /** What these samples show. */
  public Motion motion() {
    if (samples.size() < 2 || samples.stream().anyMatch(List::isEmpty)) {
      return Motion.UNKNOWN;
    } else if (samples.stream().flatMap(List::stream).allMatch(Processor::halted)) {
      return hostBusy ? Motion.MOVES : Motion.IDLE;
    }
    return stuck().isEmpty() ? Motion.MOVES : Motion.SPINS;
  }

  /** Whether every processor was in the kernel of an operating system each time. */
  public boolean inKernel() {
    return samples.stream().noneMatch(List::isEmpty)
        && samples.stream().flatMap(List::stream).allMatch(Processor::inKernel);
  }

  /** Whether a processor was in a program of an operating system at some time. */
  public boolean inProgram() {
    return samples.stream().flatMap(List::stream).anyMatch(p -> p.userMode() && !p.halted());
  }

  /** The processors that were at one address, not halted, in every sample. */
  private List<Processor> stuck() {
    return samples.getFirst().stream()
        .filter(first -> !first.halted())
        .filter(first -> samples.stream().allMatch(sample -> sample.contains(first)))
        .toList();
  }

  /** The result in a sentence for a person. */
  public String describe() {
    int processors = samples.isEmpty() ? 0 : samples.getFirst().size();
    return switch (motion()) {
      case UNKNOWN -> "the processors could not be read";
      case IDLE ->
          processors == 1
              ? "the guest is idle: its processor waits for an interrupt"
              : "the guest is idle: all %d processors wait for an interrupt".formatted(processors);
      case SPINS ->
          stuck().stream()
              .map(p -> "processor %d stays at %s".formatted(p.index(), p.address()))
              .collect(Collectors.joining(", ", "the guest makes no progress: ", ""));
      case MOVES ->
          hostBusy
              ? "the guest's processors wait while QEMU waits for the host's disk"
              : "the guest computes: " + places();
    };
  }

  private String places() {
    List<String> places = new ArrayList<>();
    for (Processor first : samples.getFirst()) {
      String path =
          samples.stream()
              .flatMap(List::stream)
              .filter(p -> p.index() == first.index())
              .map(p -> p.halted() ? "waiting" : p.address() + (p.userMode() ? " (user)" : ""))
              .distinct()
              .collect(Collectors.joining(" → "));
      places.add("processor " + first.index() + " " + path);
    }
    return places.stream().limit(4).collect(Collectors.joining(", "));
  }

  /** Everything that QEMU printed, for a file. */
  public String text() {
    StringBuilder text = new StringBuilder(describe()).append('\n');
    for (int i = 0; i < raw.size(); i++) {
      text.append("\n--- sample ").append(i + 1).append(" of ").append(raw.size()).append(" ---\n");
      text.append(raw.get(i).replace("\r", ""));
    }
    return text.toString();
  }
}
