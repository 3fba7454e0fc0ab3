package dev.bootwitness.engine.check;

import static dev.bootwitness.engine.binding.Form.oneOf;
import static dev.bootwitness.engine.binding.SpecKey.optional;
import static dev.bootwitness.engine.binding.SpecKey.required;

import dev.bootwitness.diagnosis.guest.StatusFiles;
import dev.bootwitness.engine.binding.Form.Scalar;
import dev.bootwitness.engine.binding.MappingReader;
import dev.bootwitness.engine.binding.SpecKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The state of a systemd unit. */
public record UnitCheck(String name, String unit, UnitState state, Optional<Duration> within)
    implements CheckSpec {

  static final CheckKind KIND =
      new CheckKind(
          SpecKeys.of(
              "checks[] with unit",
              required("unit", Scalar.TEXT, "A systemd unit."),
              CheckKind.NAME,
              optional("state", oneOf(UnitState.class), "active", "Its ActiveState."),
              CheckKind.WITHIN),
          "`unit: NAME`",
          UnitCheck::bind);

  /** systemd's ActiveState (systemctl(1)), as far as one can wait for it. */
  public enum UnitState {
    ACTIVE,
    INACTIVE,
    FAILED
  }

  private static CheckSpec bind(MappingReader check, Supplier<StatusFiles> files) {
    String unit = check.words("unit").orElse("");
    return new UnitCheck(
        check.text("name").orElse(unit),
        unit,
        check.oneOf("state", UnitState.class).orElse(UnitState.ACTIVE),
        check.duration("within"));
  }

  @Override
  public CheckProbe probe(CheckScene scene) {
    return new UnitProbe(scene.guest(), this);
  }

  @Override
  public List<String> units() {
    return List.of(unit);
  }
}
