package dev.bootwitness.diagnosis;

import static dev.bootwitness.diagnosis.RuleExample.ex;

import dev.bootwitness.record.Stage;
import java.util.List;

/** Examples of the rules for what comes after the initrd: user space, console, login, storage. */
final class SystemRuleExamples {
  private SystemRuleExamples() {}

  static final List<RuleExample> ALL =
      List.of(
          ex(
              "unit-user-missing",
              Stage.USERSPACE,
              "[    5.2] systemd[301]: dbus.service: Failed at step USER spawning /usr/bin/dbus-daemon: No such process",
              "not in the image",
              "[    5.2] systemd[301]: dbus.service: Failed at step USER spawning /usr/bin/dbus-daemon: Operation not permitted"),
          ex(
              "unit-user-missing",
              Stage.USERSPACE,
              "systemd[301]: dbus.service: Failed to determine user credentials: No such process",
              "not in the image",
              "systemd[1]: dbus.service: Main process exited, code=exited, status=217/USER"),
          ex(
              "unit-user-refused",
              Stage.USERSPACE,
              "systemd[1]: dbus.service: Main process exited, code=exited, status=217/USER",
              "dbus.service could not take on its user or group",
              "systemd[1]: dbus.service: Main process exited, code=exited, status=1/FAILURE"),
          ex(
              "unit-user-refused",
              Stage.USERSPACE,
              "systemd[301]: dbus.service: Failed at step GROUP spawning /usr/bin/dbus-daemon: Operation not permitted",
              "could not take on",
              "systemd[301]: dbus.service: Failed at step GROUP spawning /usr/bin/dbus-daemon: No such process"),
          ex(
              "no-room",
              Stage.USERSPACE,
              "cp: error writing '/var/lib/app/state': No space left on device",
              "No space left",
              "cp: cannot stat '/var/lib/app/state': No such file or directory"),
          ex(
              "not-writable",
              Stage.USERSPACE,
              "touch: cannot touch '/var/lib/app/state': Read-only file system",
              "Read-only",
              "ln: failed to create symbolic link '/root/x': Read-only file system"),
          ex(
              "pam-module",
              Stage.LOGIN,
              "Nov 25 22:00:00 spark auth.err login: PAM unable to dlopen(pam_absent.so): /lib/security/pam_absent.so: cannot open shared object file",
              "pam_absent.so",
              "Nov 25 22:00:00 spark auth.info login: pam_unix(login:session): session opened"),
          ex(
              "init-program-not-executable",
              Stage.INITRD,
              "can't run '/etc/init.d/rcS': Permission denied",
              "/etc/init.d/rcS",
              "can't run '/etc/init.d/rcS': Resource temporarily unavailable"),
          ex(
              "getty-login-missing",
              Stage.LOGIN,
              "getty: ttyS0: can't execute '/sbin/login-ng'",
              "/sbin/login-ng",
              "getty: ttyS0: input/output error"),
          ex(
              "getty-respawning",
              Stage.USERSPACE,
              "INIT: Id \"S0\" respawning too fast: disabled for 5 minutes",
              "S0",
              "INIT: Entering runlevel: 2"),
          ex(
              "getty-failed",
              Stage.USERSPACE,
              "[   31.000000] systemd[1]: serial-getty@ttyS0.service: Start request repeated too quickly.",
              "ttyS0",
              "systemd[1]: serial-getty@ttyS0.service: Deactivated successfully."),
          ex(
              "sysv-maintenance",
              Stage.POWER_ON,
              "*** An error occurred during the file system check.",
              "init stopped",
              "Give root password for the test account: ********"),
          ex(
              "emergency-mode",
              Stage.USERSPACE,
              "You are in emergency mode. After logging in, type \"journalctl -xb\" to view",
              "emergency",
              "[  OK  ] Stopped emergency.service - Emergency Shell."),
          ex(
              "maintenance-prompt",
              Stage.USERSPACE,
              "Press Enter for maintenance",
              "maintenance",
              "Press Enter to activate this console"),
          ex(
              "unit-failed",
              Stage.USERSPACE,
              "[FAILED] Failed to start nginx.service - A web server.",
              "nginx.service",
              "[FAILED] Failed unmounting iso.mount - /iso."),
          ex(
              "unit-failed-by-description",
              Stage.USERSPACE,
              "[FAILED] Failed to start Network Time Synchronization.",
              "\"Network Time Synchronization\"",
              "[FAILED] Failed to start nginx.service - A web server."),
          ex(
              "unit-failed-result",
              Stage.USERSPACE,
              "[   11.234567] systemd[1]: nginx.service: Failed with result 'exit-code'.",
              "nginx.service failed with result exit-code",
              "[   11.234567] systemd[1]: nginx.service: Deactivated successfully."),
          ex(
              "openrc-failed",
              Stage.USERSPACE,
              " * ERROR: networking failed to start",
              "networking",
              " * Starting networking ... [ ok ]"),
          ex(
              "ordering-cycle",
              Stage.USERSPACE,
              "[ SKIP ] Ordering cycle found, skipping paths.target - Path Units",
              "paths.target",
              "[  OK  ] Reached target paths.target - Path Units."),
          ex(
              "device-timeout",
              Stage.USERSPACE,
              "[ TIME ] Timed out waiting for device dev-vdb.device - /dev/vdb.",
              "dev-vdb.device",
              "[ TIME ] Timed out waiting for device dev-ttyS0.device - /dev/ttyS0."),
          ex(
              "dependency-failed",
              Stage.USERSPACE,
              "[DEPEND] Dependency failed for swap.target - Swaps.",
              "Swaps",
              "[DEPEND] Dependency failed for data.mount - /data."),
          ex(
              "kernel-waits-for-root",
              Stage.KERNEL,
              "[    1.448158] Waiting for root device PARTUUID=0badcafe-01...",
              "PARTUUID=0badcafe-01",
              "[    1.448158] Waiting for root device to be told"),
          ex(
              "spawn-to-be-confirmed",
              Stage.USERSPACE,
              "Execute /lib/systemd/systemd-journald? [y, f, s \u2013 h for help] [    2.319459] systemd[1]: Starting systemd-journald.service",
              "/lib/systemd/systemd-journald",
              "Execute it yourself? see the manual"),
          ex(
              "spawn-confirmation-awaited",
              Stage.USERSPACE,
              "Execute /lib/systemd/systemd-journald? [y, f, s – h for help] ",
              "/lib/systemd/systemd-journald",
              "Execute /lib/systemd/systemd-journald? [y, f, s – h for help] y"),
          ex(
              "passphrase-awaited",
              Stage.INITRD,
              "Please unlock disk vda3_crypt: ",
              "vda3_crypt",
              "cryptsetup: vda3_crypt: set up successfully"),
          ex(
              "passphrase-awaited-talked-over",
              Stage.INITRD,
              "Please unlock disk vda3_crypt: [    2.501234] IPv6: eth0: link becomes ready",
              "vda3_crypt",
              "cryptsetup: vda3_crypt: set up successfully"),
          ex(
              "key-awaited",
              Stage.USERSPACE,
              "Format the disk? [y/N] ",
              "Format the disk",
              "Press any key within 10 s to stop it "),
          ex(
              "key-awaited-below",
              Stage.USERSPACE,
              "The configuration has changed. Press any key to continue...",
              "configuration has changed",
              "Press any key to continue in 5 seconds"),
          ex(
              "root-wants-fsck",
              Stage.INITRD,
              "The root filesystem on /dev/vda1 requires a manual fsck",
              "/dev/vda1",
              "/dev/vda1: clean, 1234/65536 files, 45678/262144 blocks"),
          ex(
              "start-job-timeout",
              Stage.USERSPACE,
              "[ TIME ] Timed out starting slow.service - Slow.",
              "slow.service",
              "[ ***  ] (1 of 5) A start job is running for /dev/ttyS0 (31s / 1min 30s)"),
          ex(
              "start-operation-timeout",
              Stage.USERSPACE,
              "[   99.234567] systemd[1]: slow.service: start operation timed out. Terminating.",
              "slow.service",
              "[   99.234567] systemd[1]: slow.service: stop-sigterm timed out. Killing."),
          ex(
              "exec-missing",
              Stage.USERSPACE,
              "[   9.234567] (serve)[412]: app.service: Failed at step EXEC spawning /usr/bin/serve: No such file or directory",
              "/usr/bin/serve",
              "[   9.234567] app.service: Failed at step CHDIR spawning /usr/bin/serve: No such file or directory"),
          ex(
              "command-not-found",
              Stage.USERSPACE,
              "-bash: frobnicate: command not found",
              "frobnicate",
              "  Volume group \"main\" not found"),
          ex(
              "script-program-missing",
              Stage.USERSPACE,
              "/etc/rc.local: line 3: frobnicate: command not found",
              "frobnicate in line 3",
              "/scripts/local-block/mdadm: line 42: mdadm: not found"),
          ex(
              "sysv-script-failed",
              Stage.USERSPACE,
              "[FAIL] Starting web server: nginx failed!",
              "nginx",
              "Starting Dropbear SSH server: dropbear."),
          ex(
              "serial-getty-waits-for-its-line",
              Stage.USERSPACE,
              "[DEPEND] Dependency failed for serial-getty@ttyS0.service - Serial Getty on ttyS0.",
              "ttyS0",
              "[DEPEND] Dependency failed for data.mount - /data."),
          ex(
              "exec-failed-status",
              Stage.USERSPACE,
              "[   12.345678] systemd[1]: app.service: Main process exited, code=exited, status=203/EXEC",
              "app.service",
              "[   12.345678] systemd[1]: app.service: Main process exited, code=exited, status=1/FAILURE"),
          ex(
              "init-program-missing",
              Stage.INITRD,
              "can't run '/sbin/agetty': No such file or directory",
              "/sbin/agetty",
              "can't open '/dev/tty2': No such file or directory"),
          ex(
              "systemd-frozen",
              Stage.USERSPACE,
              "[!!!!!!] Failed to start default target, freezing.",
              "default target",
              "[  OK  ] Reached target Freezing things."),
          ex(
              "segfault",
              Stage.USERSPACE,
              "[   12.234567] serve[412]: segfault at 0 ip 0000000000401136 sp 00007ffd error 6 in serve[401000+1000]",
              "serve",
              "[    1.234567] init[1]: segfault at 0 ip 0000000000400078 sp 00007ffd error 6 in init[400000+1000]"),
          ex(
              "core-dumped",
              Stage.USERSPACE,
              "[   12.234567] systemd-coredump[420]: Process 412 (serve) of user 0 dumped core.",
              "serve",
              "[  OK  ] Listening on systemd-coredump.socket - Process Core Dump Socket."),
          ex(
              "traceback",
              Stage.USERSPACE,
              "cloud-init[400]: Traceback (most recent call last):",
              "Python",
              "cloud-init[400]: no traceback available"),
          ex(
              "power-down",
              Stage.USERSPACE,
              "[   20.827367] reboot: Power down",
              "Power down",
              "[    1.827367] reboot: Power off not available: System halted instead"),
          ex(
              "restart",
              Stage.USERSPACE,
              "[   20.827367] reboot: Restarting system",
              "Restarting",
              "[   20.827367] systemd[1]: Restarting system logger"),
          ex(
              "shell-instead-of-system",
              Stage.USERSPACE,
              "=> Init system encountered an error, starting emergency shell.",
              "emergency shell",
              "         Starting emergency.service - Emergency Shell..."),
          ex(
              "unit-failed-logged",
              Stage.USERSPACE,
              "[   14.901221] systemd[1]: Failed to start Resin reset OS configuration.",
              "Resin reset",
              "[   14.901221] systemd[1]: Failed to put bus name to hashmap: File exists"),
          ex(
              "no-lease",
              Stage.USERSPACE,
              "udhcpc: no lease, forking to background",
              "no lease",
              "netifd: wan (1312): udhcpc: no lease, failing"),
          ex(
              "other-init-failed",
              Stage.USERSPACE,
              "s6-rc: warning: unable to start service entryinit: command exited 111",
              "entryinit",
              "s6-rc: info: service entryinit: starting"),
          ex(
              "upstart-respawning",
              Stage.USERSPACE,
              "init: network-manager respawning too fast, stopped",
              "network-manager",
              "init: network-manager main process ended, respawning"),
          ex(
              "android-service-crashes",
              Stage.USERSPACE,
              "init: process with updatable components 'odsign' exited 4 times before boot completed",
              "odsign",
              "init: Service 'odsign' (pid 701) exited with status 1"),
          ex(
              "android-init-fatal",
              Stage.USERSPACE,
              "init: InitFatalReboot: signal 6",
              "signal 6",
              "init: Reboot start, reason: reboot, reboot_target: "),
          ex(
              "sysv-check-failed",
              Stage.USERSPACE,
              "[FAIL] An automatic file system check (fsck) of the root filesystem failed. A manual fsck must be performed.",
              "maintenance",
              "[ ok ] Checking root file system...done."),
          ex(
              "getty-line-missing",
              Stage.USERSPACE,
              "getty: can't open '/dev/ttyAMA0': No such file or directory",
              "ttyAMA0",
              "getty: can't execute '/bin/login': No such file or directory"),
          ex(
              "getty-line-missing",
              Stage.USERSPACE,
              "agetty[321]: /dev/ttyS9: cannot open as standard input: No such file or directory",
              "ttyS9",
              "agetty[321]: ttyS0: failed to get terminal attributes"),
          ex(
              "passphrase-asked",
              Stage.USERSPACE,
              "Please enter passphrase for disk data: (press TAB for no echo) ",
              "disk data",
              "Please enter passphrase for disk data: accepted"));
}
