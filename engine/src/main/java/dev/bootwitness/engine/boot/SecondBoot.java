package dev.bootwitness.engine.boot;

import dev.bootwitness.console.Console;
import dev.bootwitness.console.ConsoleClock;
import dev.bootwitness.console.Deadline;
import dev.bootwitness.console.login.Login;
import dev.bootwitness.console.login.LoginResult;
import dev.bootwitness.console.shell.CommandResult;
import dev.bootwitness.console.shell.Nonces;
import dev.bootwitness.console.side.SideChannel;
import dev.bootwitness.diagnosis.catalogue.FindingBuilder;
import dev.bootwitness.engine.run.RunContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Finds out whether a guest whose shell was lost has restarted without a machine reset: a kernel
 * may start another one by itself (kexec), which neither a reset nor the firmware reveals. The
 * kernel draws a boot id when it starts (proc_sys_kernel(5)); a boot id that differs from the one
 * at login means another boot.
 */
public final class SecondBoot {

  /**
   * The limit for the login, with hardware acceleration: earlier typed text may have to be refused
   * first.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int LINES = 1000;

  /** What a console shows after our shell no longer holds it. */
  private static final Pattern SIGNS =
      Pattern.compile("\\bLinux version \\d|^(?:\\S+ )?login: |^Password: ?$");

  private static final String ASK = "cat /proc/sys/kernel/random/boot_id";

  private final RunContext context;
  private final RunningMachine booted;

  public SecondBoot(RunContext context, RunningMachine booted) {
    this.context = context;
    this.booted = booted;
  }

  /** Logs in again if there is a login prompt, and reports a changed boot id. */
  public void look() throws InterruptedException {
    String before =
        booted.side().map(side -> side.place().boot()).orElse(SideChannel.Place.NO_BOOT_ID);
    Console console = booted.console();
    boolean signs = console.lastLines(LINES).stream().anyMatch(SIGNS.asPredicate());
    if (before.equals(SideChannel.Place.NO_BOOT_ID) || !signs) {
      return;
    }
    Deadline deadline = Deadline.in(context.pace().scale().of(PATIENCE), ConsoleClock.SYSTEM);
    Login login =
        new Login(
            console,
            BootPhases.plan(context).asUser(),
            Nonces.from(new SecureRandom()),
            () -> true,
            (_, _) -> {});
    if (login.run(deadline) instanceof LoginResult.LoggedIn in
        && in.shell().run(ASK, deadline) instanceof CommandResult.Completed answer) {
      String now = answer.stdout().text().strip();
      if (answer.exit() == 0 && !now.equals(before)) {
        context.report(finding(before, now).at(booted.clock().seconds()).finding());
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException("while asking the guest whether it restarted");
    }
  }

  private static FindingBuilder finding(String before, String now) {
    return FindingBuilder.about(
        "guest/unexpected-reboot",
        "the guest restarted during the checks without a reset of the machine: its boot id"
            + " was "
            + before
            + " and has changed",
        "guest",
        now);
  }
}
