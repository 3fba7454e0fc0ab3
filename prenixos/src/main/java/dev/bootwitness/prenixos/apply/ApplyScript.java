package dev.bootwitness.prenixos.apply;

import dev.bootwitness.prenixos.apply.ApplyStep.Phase;
import dev.bootwitness.prenixos.plan.StoragePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The whole of an apply, in its order.
 *
 * @param untilJournal checks, cleanup, partition tables and ESPs; after it a journal can be kept
 * @param devices arrays, groups, volumes, file systems; after it all must exist
 * @param ending marks the disks as finished, and mounts the new system
 */
public record ApplyScript(
    List<ApplyStep> untilJournal, List<ApplyStep> devices, List<ApplyStep> ending) {

  public ApplyScript {
    untilJournal = List.copyOf(untilJournal);
    devices = List.copyOf(devices);
    ending = List.copyOf(ending);
  }

  /**
   * The script of a plan: a pure function.
   *
   * @param apply names the apply; eight hexadecimal digits
   * @param cleanup what goes before it
   * @param sectors bytes of a logical sector, by the path of a disk
   * @param journals where the ESP of a number is mounted for the journal
   * @param backups what cleanup saves, to be copied to the first ESP; it exists if cleanup does
   */
  public static ApplyScript of(
      StoragePlan plan,
      String apply,
      List<ApplyStep> cleanup,
      Map<String, Integer> sectors,
      IntFunction<Path> journals,
      Path backups) {
    var steps = new NativeSteps(plan, apply);
    List<ApplyStep> first = new ArrayList<>(steps.checks());
    first.addAll(cleanup);
    first.addAll(steps.partitions(sectors));
    List<ApplyStep> ending = new ArrayList<>(steps.marks());
    for (int i = 0; i < plan.esps().size(); i++) {
      String mount = journals.apply(i + 1).toString();
      String esp = plan.esps().get(i).path();
      first.add(ApplyStep.of(Phase.ESP, "mkdir", "-p", mount));
      first.add(ApplyStep.of(Phase.ESP, "mount", "-o", "umask=0077", esp, mount));
      ending.add(ApplyStep.of(Phase.MOUNT, "umount", mount));
    }
    if (!cleanup.isEmpty()) {
      String kept = journals.apply(1) + "/backup-" + apply;
      first.add(ApplyStep.of(Phase.ESP, "cp", "--recursive", backups.toString(), kept));
    }
    ending.addAll(steps.mounts());
    return new ApplyScript(first, steps.devices(), ending);
  }

  public List<ApplyStep> all() {
    List<ApplyStep> all = new ArrayList<>(untilJournal);
    all.addAll(devices);
    all.addAll(ending);
    return all;
  }
}
