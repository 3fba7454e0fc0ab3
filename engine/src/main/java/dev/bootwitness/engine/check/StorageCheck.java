package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.Form.listOf;
import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.StatusFile;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import dev.bootwitness.engine.binding.Worded;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a storage provisioner says it has done, held against what is there.
 *
 * @param state what it must say
 * @param status the file it says it in, and its form
 * @param groups LVM volume groups that must be there
 * @param volumes logical volumes that must be there, each {@code group/volume}
 * @param mounts mount points where something must be mounted
 */
public record StorageCheck(
    String name,
    StorageState state,
    StatusFile status,
    List<String> groups,
    List<String> volumes,
    List<String> mounts,
    Optional<Duration> within)
    implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with storage",
              required(
                  "storage",
                  oneOf(StorageState.class),
                  "The state that a storage provisioner must report in its status file"
                      + " (`STATE=`)."),
              CheckKind.NAME,
              optional(
                  "status",
                  Scalar.GUEST_PATH,
                  "that of the first pack that has one",
                  "The status file that the guest's provisioner writes."),
              optional(
                  "groups",
                  listOf(Scalar.TEXT),
                  "none",
                  "LVM volume groups that `applied` must have made, beside those in the file's plan"
                      + " (`PLAN=`)."),
              optional("volumes", listOf(Scalar.TEXT), "none", "LVM volumes, as `group/volume`."),
              optional("mounts", listOf(Scalar.GUEST_PATH), "none", "Mount points."),
              CheckKind.WITHIN),
          "`storage: STATE`",
          StorageCheck::bind);

  /** What a provisioner may have done; a pack's status.yaml says by which words. */
  public enum StorageState implements Worded {
    APPLIED,
    PLAN_ONLY,
    NOTHING_TO_DO;

    /** As a pack's status.yaml and a spec name it. */
    @Override
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public StorageCheck {
    groups = List.copyOf(groups);
    volumes = List.copyOf(volumes);
    mounts = List.copyOf(mounts);
  }

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    StorageState state = check.oneOf("storage", StorageState.class).orElse(StorageState.APPLIED);
    List<String> groups = check.texts("groups");
    List<String> volumes = check.texts("volumes");
    List<String> mounts = check.guestPaths("mounts");
    boolean applied = state == StorageState.APPLIED;
    if (!applied && !(groups.isEmpty() && volumes.isEmpty() && mounts.isEmpty())) {
      check.problemHere("`groups`, `volumes` and `mounts` go with `storage: applied`.");
    }
    volumes.stream()
        .filter(volume -> !volume.matches("[^/]+/[^/]+"))
        .forEach(volume ->
            check.problem(
                "volumes",
                "\"" + volume + "\" is not a volume. Write e.g. `volumes: [main/slash]`."));
    return new StorageCheck(
        check.text("name").orElse("storage " + state.word()),
        state,
        status(check, files),
        groups,
        volumes,
        mounts,
        check.duration("within"));
  }

  /** The file that the spec names, or that of the first pack that has one. */
  private static StatusFile status(MappingReader check, Supplier<StatusFiles> files) {
    return check
        .guestPath("status")
        .map(path -> files.get().at(path))
        .orElseGet(() -> files.get().files().getFirst());
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new StorageProbe(scene.guest(), this);
  }

  @Override
  public boolean names(String unit) {
    return UnitNames.named(status.path(), unit);
  }

  @Override
  public String awaitedFile() {
    return status.path();
  }

  @Override
  public String causeOfWaiting() {
    return "storage/unfinished";
  }
}
