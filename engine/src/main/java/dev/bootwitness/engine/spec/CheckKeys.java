package dev.bootwitness.engine.spec;

import static dev.bootwitness.engine.spec.Form.either;
import static dev.bootwitness.engine.spec.Form.listOf;
import static dev.bootwitness.engine.spec.Form.oneOf;
import static dev.bootwitness.engine.spec.SpecKey.optional;
import static dev.bootwitness.engine.spec.SpecKey.required;

import dev.bootwitness.engine.spec.Form.Mapping;
import dev.bootwitness.engine.spec.Form.Scalar;

/** The keys of each kind of check; the first key of a kind names it. */
final class CheckKeys {

  private static final SpecKey NAME =
      optional("name", Scalar.TEXT, "what is checked", "How reports call the check.");

  private static final SpecKey WITHIN =
      optional(
          "within",
          Scalar.DURATION,
          "none",
          "How long the check may take to come true, stretched on slow hosts. Without it the check is"
              + " tried once, and its command may take 30 s.");

  static final SpecKeys RUN =
      SpecKeys.of(
          "checks[] with run",
          required(
              "run",
              Scalar.TEXT,
              "A command, run by `sh -c` as the user who is logged in. Root's commands run over a"
                  + " virtio port and have no terminal."),
          NAME,
          optional(
              "stdin",
              Scalar.TEXT,
              "`/dev/null`",
              "What the command reads from stdin, as UTF-8, at most 1 MiB. The command runs only if all"
                  + " of it arrived."),
          optional("exit", new Form.Whole(0, 255), "0", "The expected exit status."),
          optional("prints", Scalar.TEXT, "none", "A text that stdout must contain."),
          optional("matches", Scalar.REGEX, "none", "An expression that stdout must match."),
          WITHIN);

  static final SpecKeys UNIT =
      SpecKeys.of(
          "checks[] with unit",
          required("unit", Scalar.TEXT, "A systemd unit."),
          NAME,
          optional("state", oneOf(CheckSpec.UnitState.class), "active", "Its ActiveState."),
          WITHIN);

  static final SpecKeys FILE =
      SpecKeys.of(
          "checks[] with file",
          required("file", Scalar.GUEST_PATH, "A file in the guest."),
          NAME,
          optional(
              "exists", Scalar.BOOLEAN, "true", "Whether it must exist. A dangling link does."),
          optional("contains", Scalar.TEXT, "none", "A text that its content must contain."),
          optional("matches", Scalar.REGEX, "none", "An expression that its content must match."),
          WITHIN);

  static final SpecKeys NETWORK =
      SpecKeys.of(
          "checks[] with network",
          required(
              "network",
              Scalar.TEXT,
              "A network interface. It must exist, be up, and have a carrier and an address."),
          NAME,
          optional(
              "address",
              oneOf(CheckSpec.Family.class),
              "any",
              "The kind of address it must have. Link-local addresses do not count."),
          WITHIN);

  static final SpecKeys STORAGE =
      SpecKeys.of(
          "checks[] with storage",
          required(
              "storage",
              oneOf(CheckSpec.StorageState.class),
              "The state that a storage provisioner such as pre-nixos must report in its status file"
                  + " (`STATE=`)."),
          NAME,
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
          WITHIN);

  /** A check is of one of these kinds. */
  static final Form CHECK =
      either(
          new Mapping(RUN),
          new Mapping(UNIT),
          new Mapping(FILE),
          new Mapping(NETWORK),
          new Mapping(STORAGE));

  private CheckKeys() {}
}
