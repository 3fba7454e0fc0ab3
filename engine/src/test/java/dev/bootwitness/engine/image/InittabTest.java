package dev.bootwitness.engine.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InittabTest {

  private static final Set<String> LINES = Set.of("ttyS0", "console");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt102",
        "::respawn:/sbin/getty -L ttyS0 115200",
        "::respawn:/sbin/getty 115200 console",
        "::askfirst:-/bin/sh",
        "::respawn:-/bin/sh",
        "ttyS0::respawn:/opt/front-door",
        "::respawn:/usr/bin/any-program",
        "::wait:/bin/sh",
        "::once:/sbin/agetty ttyS0",
        "console::once:/bin/login",
      })
  void aLineThatMayLetSomebodyIn(String line) {
    assertThat(offers("::sysinit:/etc/init.d/rcS\n" + line + "\n")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#ttyS0::respawn:/sbin/getty -L 115200 ttyS0 vt102",
        "ttyS1::respawn:/sbin/getty -L 115200 ttyS1",
        "::respawn:/sbin/getty -L 115200 ttyS1",
        "tty1::askfirst:-/bin/sh",
        "ttyS0::shutdown:/bin/umount -a -r",
        "::ctrlaltdel:/bin/login",
        "::once:/sbin/syslogd",
        "ttyS0::respwan",
      })
  void aLineThatLetsNobodyIn(String line) {
    assertThat(offers("::sysinit:/etc/init.d/rcS\n" + line + "\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sleep 9\nexec getty -n 115200 ttyS0\n",
        "echo ready\nsetsid cttyhack sh\n",
        "mount -a; sh\n",
        "exec /bin/sh -l\n",
        "sh < /dev/ttyS0 > /dev/ttyS0\n",
        "mount /dev/vda /mnt\nexec switch_root /mnt /sbin/init\n",
      })
  void aScriptThatMayStartALogin(String script) {
    assertThat(Inittab.mayOfferLogin("", LINES, List.of("#!/bin/sh\n" + script))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# to where getty can run; the login prompt does not wait\n",
        "sh /etc/network/start --all\n",
        "echo 'starting' > /dev/ttyS0\nsleep 100000\n",
        "udhcpc -b -i eth0 -s /etc/udhcpc.sh &\n",
      })
  void aScriptThatStartsNone(String script) {
    assertThat(Inittab.mayOfferLogin("", LINES, List.of("#!/bin/sh\n" + script))).isFalse();
  }

  private static boolean offers(String inittab) {
    return Inittab.mayOfferLogin(inittab, LINES, List.of());
  }
}
