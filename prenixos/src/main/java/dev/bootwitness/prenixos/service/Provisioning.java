package dev.bootwitness.prenixos.service;

import dev.bootwitness.prenixos.apply.ApplyScript;
import dev.bootwitness.prenixos.apply.NativeSteps;
import dev.bootwitness.prenixos.detect.DetectionFailure;
import dev.bootwitness.prenixos.detect.DiskDetector;
import dev.bootwitness.prenixos.detect.SystemView;
import dev.bootwitness.prenixos.inventory.Consent;
import dev.bootwitness.prenixos.inventory.JudgedDisk;
import dev.bootwitness.prenixos.inventory.StorageDecision;
import dev.bootwitness.prenixos.inventory.StorageDecision.Action;
import dev.bootwitness.prenixos.inventory.StorageDecision.Detail;
import dev.bootwitness.prenixos.json.JsonTreeWriter;
import dev.bootwitness.prenixos.plan.PlanJson;
import dev.bootwitness.prenixos.plan.PlanOptions;
import dev.bootwitness.prenixos.plan.PlannedDisk;
import dev.bootwitness.prenixos.status.AtomicFile;
import dev.bootwitness.prenixos.status.Places;
import dev.bootwitness.prenixos.status.StatusWriter;
import dev.bootwitness.prenixos.status.StorageStatus;
import dev.bootwitness.prenixos.status.StorageStatus.State;
import dev.bootwitness.prenixos.tool.ToolOutcome;
import dev.bootwitness.prenixos.tool.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The storage part of the service: detect, plan, apply or not, and say what was done. */
public final class Provisioning {
  private final Tools tools;
  private final SystemView system;
  private final Places places;
  private final ActionLog log;
  private final String path;

  /**
   * @param path the folders in which programs are looked for, as in PATH
   */
  public Provisioning(Tools tools, SystemView system, Places places, ActionLog log, String path) {
    this.tools = tools;
    this.system = system;
    this.places = places;
    this.log = log;
    this.path = path;
  }

  /**
   * Provisions the machine, unless there is a reason not to.
   *
   * @param apply names this apply; eight hexadecimal digits
   * @throws IOException if the status cannot be written
   */
  public StorageStatus run(Consent consent, PlanOptions options, String apply) throws IOException {
    Files.createDirectories(places.directory());
    StorageStatus status = provision(consent, options, apply);
    StatusWriter.write(status, places);
    return status;
  }

  private StorageStatus provision(Consent consent, PlanOptions options, String apply)
      throws IOException {
    // Names, serials and contents of disks are udev's; what it does not know yet would be missing.
    ToolOutcome settled = tools.run("udevadm", "settle", "--timeout=60");
    if (!settled.succeeded()) {
      log.say("detect", settled.complaint());
    }
    Situation situation;
    try {
      situation = Situation.of(new DiskDetector(tools, system).detect(), consent, options);
    } catch (DetectionFailure e) {
      log.say("detect", "failed: " + e.words());
      return detectionFailed(e.words());
    }
    for (PlannedDisk disk : situation.plan().disks()) {
      log.say("plan", disk.path() + ": " + disk.reason());
    }
    AtomicFile.write(places.plan(), JsonTreeWriter.write(PlanJson.write(situation.plan())));
    return act(situation, apply);
  }

  private StorageStatus act(Situation situation, String apply) throws IOException {
    StorageDecision decision = situation.decision();
    log.say("plan", word(decision.action()) + ": " + decision.reason());
    return switch (decision.action()) {
      case APPLY -> apply(situation, apply);
      case MARK -> mark(situation);
      case PLAN_ONLY -> {
        List<String> missing = new MissingMembers(tools, system, places, log).of(situation.own());
        yield status(decision, State.PLAN_ONLY, decision.reason(), "plan", none(), "", missing);
      }
      case NOTHING ->
          status(decision, State.NOTHING_TO_DO, decision.reason(), "plan", none(), "", List.of());
    };
  }

  private StorageStatus apply(Situation situation, String apply) {
    StorageDecision decision = situation.decision();
    if (situation.plan().isEmpty()) {
      String reason = "no usable disk has room for a root";
      return status(decision, State.NOTHING_TO_DO, reason, "plan", none(), "", List.of());
    }
    ApplyScript script = situation.script(apply, places);
    List<String> missing = NeededTools.missing(script.all(), path);
    if (!missing.isEmpty()) {
      String reason = "not installed: " + String.join(", ", missing) + "; nothing was written";
      log.say("apply", "failed: " + reason);
      return status(decision, State.FAILED, reason, "plan", none(), "", List.of());
    }
    ApplyRun.End end =
        new ApplyRun(tools, system, places, log).run(situation.plan(), apply, script);
    boolean erased = situation.plan().usedDisks().stream().anyMatch(PlannedDisk::erase);
    return ended(decision, end, erased ? backup(apply, end) : "");
  }

  /** On the ESP, at /boot of the new system, once it was copied there. */
  private String backup(String apply, ApplyRun.End end) {
    String here = places.backups(apply).toString();
    return end.failure().isEmpty()
        ? NativeSteps.TARGET + "/boot/backup-" + apply + " and " + here
        : here;
  }

  private StorageStatus mark(Situation situation) {
    StorageDecision decision = situation.decision();
    ApplyRun.End end = new ApplyRun(tools, system, places, log).mark(situation.marks());
    return ended(decision, end, "");
  }

  private StorageStatus ended(StorageDecision decision, ApplyRun.End end, String backup) {
    boolean failed = !end.failure().isEmpty();
    if (failed) {
      log.say("apply", "failed: " + end.phase() + ": " + end.failure());
    }
    String reason = failed ? end.phase() + ": " + end.failure() : decision.reason();
    State state = failed ? State.FAILED : State.APPLIED;
    return status(decision, state, reason, end.phase(), end, backup, List.of());
  }

  private static ApplyRun.End none() {
    return new ApplyRun.End(List.of(), "", "");
  }

  private static String word(Action action) {
    return action.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private static StorageStatus status(
      StorageDecision decision,
      State state,
      String reason,
      String phase,
      ApplyRun.End end,
      String backup,
      List<String> missing) {
    List<String> aside =
        decision.setAside().stream()
            .map((JudgedDisk d) -> d.named() + ": " + d.disk().probeError())
            .toList();
    return new StorageStatus(
        state,
        decision.detail().word(),
        reason,
        phase,
        end.done(),
        end.failure(),
        backup,
        missing,
        aside);
  }

  /** Without a list of the disks nothing is known, so nothing is planned. */
  private StorageStatus detectionFailed(String words) {
    boolean missing = words.contains("cannot be started");
    return new StorageStatus(
        missing ? State.FAILED : State.PLAN_ONLY,
        Detail.DETECTION_ERROR.word(),
        words,
        "detect",
        List.of(),
        words,
        "",
        List.of(),
        List.of());
  }
}
