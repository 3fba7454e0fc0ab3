package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An account of the guest.
 *
 * @param groups by name, to which it must belong among others
 */
public record UserCheck(
    String name,
    String user,
    boolean exists,
    Optional<Integer> uid,
    Optional<Integer> gid,
    List<String> groups,
    Optional<String> home,
    Optional<String> shell,
    Optional<Duration> within)
    implements CheckSpec {

  /** Copies the list. */
  public UserCheck {
    groups = List.copyOf(groups);
  }

  private static final Form ID = new Form.Whole(0, 2_000_000_000);

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with user",
              required("user", Scalar.TEXT, "An account of the guest."),
              CheckKind.NAME,
              optional("exists", Scalar.BOOLEAN, "true", "Whether it must exist."),
              optional("uid", ID, "any", "Its user id."),
              optional("gid", ID, "any", "The id of its first group."),
              optional(
                  "groups",
                  Form.listOf(Scalar.TEXT),
                  "any",
                  "Groups to which it must belong, among others."),
              optional("home", Scalar.GUEST_PATH, "any", "Its home directory."),
              optional("shell", Scalar.GUEST_PATH, "any", "Its login shell."),
              CheckKind.WITHIN),
          "`user: NAME`",
          UserCheck::bind);

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String user = check.words("user").orElse("");
    return new UserCheck(
        check.text("name").orElse("user " + user),
        user,
        check.bool("exists").orElse(true),
        check.integer("uid"),
        check.integer("gid"),
        check.texts("groups"),
        check.guestPath("home"),
        check.guestPath("shell"),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    // A line of passwd(5), wherever accounts come from; a busybox has no getent(1).
    String quoted = ShellWord.quote(user);
    return new CommandProbe(
        scene.guest(),
        "u=%s; { getent passwd -- \"$u\" 2>/dev/null || sed -n \"s/^$u:/&/p\" /etc/passwd; } | head -n 1; id -Gn -- \"$u\" 2>/dev/null || id -Gn \"$u\" 2>/dev/null; true"
            .formatted(quoted),
        this::compare);
  }

  private ProbeResult compare(CommandResult.Completed answer) {
    List<String> lines = answer.stdout().text().lines().toList();
    List<String> entry = lines.isEmpty() ? List.of() : List.of(lines.getFirst().split(":", -1));
    if (entry.size() != 7) {
      return exists ? CommandProbe.not("there is no user " + user, "") : new ProbeResult.Holds();
    }
    if (!exists) {
      return CommandProbe.not("the user " + user + " exists", lines.getFirst());
    }
    List<String> differences = new ArrayList<>();
    differ(differences, "uid", uid.map(String::valueOf), entry.get(2));
    differ(differences, "gid", gid.map(String::valueOf), entry.get(3));
    differ(differences, "home", home, entry.get(5));
    differ(differences, "shell", shell, entry.get(6));
    List<String> member = lines.size() < 2 ? List.of() : List.of(lines.get(1).split(" ", -1));
    List<String> missing = groups.stream().filter(group -> !member.contains(group)).toList();
    if (!missing.isEmpty()) {
      differences.add(
          "not in %s, but in %s".formatted(String.join(", ", missing), String.join(", ", member)));
    }
    return differences.isEmpty()
        ? new ProbeResult.Holds()
        : CommandProbe.not(user + ": " + String.join("; ", differences), lines.getFirst());
  }

  private static void differ(
      List<String> differences, String what, Optional<String> expected, String seen) {
    expected
        .filter(value -> !value.equals(seen))
        .ifPresent(value -> differences.add("%s is %s, expected %s".formatted(what, seen, value)));
  }
}
