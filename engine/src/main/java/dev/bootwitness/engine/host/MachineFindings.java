package dev.bootwitness.engine.host;

import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.diagnosis.rules.HostWords;
import dev.bootwitness.diagnosis.rules.RuleEngine;
import dev.bootwitness.machine.failure.MachineFailure;
import dev.bootwitness.record.Finding;

/** Maps a machine's failure to a cause in the catalogue. */
public final class MachineFindings {

  private static final HostWords WORDS = new HostWords(RuleEngine.bundled());

  private MachineFindings() {}

  public static Finding of(MachineFailure failure) {
    return WORDS.of(words(failure)).map(FindingBuilder::finding).orElseGet(() -> byKind(failure));
  }

  private static Finding byKind(MachineFailure failure) {
    FindingBuilder finding =
        FindingBuilder.about(cause(failure), failure.describe(), "host", quote(failure));
    return switch (failure) {
      case MachineFailure.ToolMissing t ->
          finding.advice("Install it: apt-get install " + t.debianPackage()).finding();
      case MachineFailure.FirmwareMissing f ->
          finding.advice("Install it: apt-get install " + f.debianPackage()).finding();
      case MachineFailure.Stopped s ->
          finding
              .advice(
                  "Find who stopped it. `kill -CONT %d` resumes a stopped process. Then run again."
                      .formatted(s.pid()))
              .finding();
      case MachineFailure.OutOfMemory o ->
          finding
              .advice(
                  "Lower `machine: {memory: …}` in the spec, or free memory: `ps --sort=-rss -eo"
                      + " rss,pid,args | head` shows who uses it, `bootwitness doctor` what is left.")
              .finding();
      case MachineFailure.NoRoom n ->
          finding
              .advice(
                  "End one of the machines that hold the host, or give the host room for one more: lower"
                      + " `machine.memory`, or let fewer tests and specs run at once. A class that mixes"
                      + " shared and @FreshMachine methods needs memory for two machines. `boot.wait`"
                      + " sets how long a machine waits.")
              .finding();
      case MachineFailure.AcceleratorBroken a ->
          finding
              .advice(
                  "Leave `machine: {accelerator: …}` out, so that whatever works is taken; `bootwitness"
                      + " doctor` shows what this host offers. To use KVM in a virtual machine, enable"
                      + " nested virtualisation on the outer host (`kvm_intel nested=1`).")
              .finding();
      default -> finding.finding();
    };
  }

  private static String cause(MachineFailure failure) {
    return switch (failure) {
      case MachineFailure.ToolMissing t -> "host/tool-missing";
      case MachineFailure.FirmwareMissing f -> "host/tool-missing";
      case MachineFailure.ImageUnreadable i -> "host/image-unreadable";
      case MachineFailure.OutOfMemory o -> "host/out-of-memory";
      case MachineFailure.NoRoom n -> "host/no-room";
      case MachineFailure.DiskFull d -> "host/disk-full";
      case MachineFailure.AcceleratorBroken a -> "host/accelerator-broken";
      case MachineFailure.Died d -> "host/qemu-died";
      case MachineFailure.Unresponsive u -> "host/qemu-stalled";
      case MachineFailure.Stopped s -> "host/qemu-stalled";
      case MachineFailure.Silent s -> "host/qemu-stalled";
      case MachineFailure.MonitorRefused m -> "host/qemu-died";
      case MachineFailure.HostRefused h -> "host/unwritable";
    };
  }

  /** The output of a host program, for the rules to read. */
  private static String words(MachineFailure failure) {
    return switch (failure) {
      case MachineFailure.Died d -> d.stderr();
      case MachineFailure.ImageUnreadable i -> i.reason();
      default -> "";
    };
  }

  private static String quote(MachineFailure failure) {
    return switch (failure) {
      case MachineFailure.OutOfMemory o -> o.stderr();
      case MachineFailure.DiskFull d -> d.stderr();
      case MachineFailure.Died d -> d.stderr();
      default -> "";
    };
  }
}
