package dev.bootwitness.engine.check;

import dev.bootwitness.console.shell.CommandResult;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Asks systemd for a unit's state; properties as in systemctl(1), org.freedesktop.systemd1(5). */
final class UnitProbe implements CheckProbe {

  private final GuestShell guest;
  private final UnitCheck check;

  UnitProbe(GuestShell guest, UnitCheck check) {
    this.guest = guest;
    this.check = check;
  }

  @Override
  public ProbeResult look(Duration limit) throws InterruptedException {
    CommandResult result =
        guest.run(
            "systemctl show -p LoadState,ActiveState,SubState,Result,ExecMainCode,ExecMainStatus -- "
                + ShellWord.quote(check.unit()),
            limit);
    if (!(result instanceof CommandResult.Completed c)) {
      return Evidence.unfinished(result);
    } else if (c.exit() != 0) {
      return new ProbeResult.Not(
          c.exit() == 127 ? "spec/check-broken" : "check/failed",
          "systemctl exited " + c.exit() + ": " + Evidence.said(c),
          Evidence.said(c),
          c.exit() == 127);
    }
    return compare(ShowText.units(c.stdout().text()).stream().findFirst().orElse(Map.of()));
  }

  private ProbeResult compare(Map<String, String> unit) throws InterruptedException {
    String wanted = check.state().name().toLowerCase(Locale.ROOT);
    String state = unit.getOrDefault("ActiveState", "?");
    String shown = state + " (" + unit.getOrDefault("SubState", "?") + ")";
    if (state.equals(wanted)) {
      return new ProbeResult.Holds();
    } else if (unit.getOrDefault("LoadState", "").equals("not-found")) {
      return new ProbeResult.Not(
          "check/failed", check.unit() + " does not exist in the guest", "", true);
    } else if (state.equals("failed")) {
      return new ProbeResult.Not(
          "systemd/unit-failed",
          check.unit()
              + " failed: "
              + UnitEnding.words(
                  unit.getOrDefault("Result", "?"),
                  unit.getOrDefault("ExecMainCode", ""),
                  unit.getOrDefault("ExecMainStatus", "")),
          check.unit(),
          new UnitJournal(guest).last(check.unit()),
          true);
    }
    return new ProbeResult.Not(
        "check/failed", check.unit() + " is " + shown + ", expected " + wanted, "", false);
  }
}
