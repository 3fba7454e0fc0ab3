package dev.bootwitness.junit;

import dev.bootwitness.engine.check.ShellWord;
import dev.bootwitness.engine.check.ShowText;
import dev.bootwitness.engine.check.UnitCheck;
import dev.bootwitness.engine.check.UnitCheck.UnitState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A systemd unit of the guest. Its assertions return it, so that they can be chained. */
public final class UnitInGuest {

  private final Guest guest;
  private final String name;

  UnitInGuest(Guest guest, String name) {
    this.guest = guest;
    this.name = name;
  }

  /** Asserts that it is active; a failure says how the unit failed, with its journal. */
  public UnitInGuest isActive() {
    return is(UnitState.ACTIVE, Optional.empty());
  }

  /** Asserts that it becomes active within a time; the wait ends early when it cannot any more. */
  public UnitInGuest becomesActive(Duration within) {
    return is(UnitState.ACTIVE, Optional.of(within));
  }

  /** Asserts that it is inactive. */
  public UnitInGuest isInactive() {
    return is(UnitState.INACTIVE, Optional.empty());
  }

  private UnitInGuest is(UnitState state, Optional<Duration> within) {
    guest.check(new UnitCheck(name, name, state, within));
    return this;
  }

  /** A property as {@code systemctl show} prints it, e.g. Result; empty when there is none. */
  public String property(String property) {
    String text =
        guest
            .run("systemctl show -p " + ShellWord.quote(property) + " -- " + ShellWord.quote(name))
            .succeeds()
            .stdout();
    return ShowText.units(text).stream().findFirst().orElse(Map.of()).getOrDefault(property, "");
  }

  /** What it has written in this boot. */
  public String journal() {
    return guest.journal(name);
  }
}
