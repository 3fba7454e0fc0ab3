package dev.bootwitness.prenixos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThawedGuestIT {
  @TempDir Path folder;

  @Test
  void tries() throws Exception {
    long t = System.nanoTime();
    try (ThawedGuest guest = ThawedGuest.thaw(folder)) {
      System.out.println("thawed " + (System.nanoTime() - t) / 1000000);
      guest.plug(GuestDisk.ssd(folder, "A", 4096), GuestDisk.ssd(folder, "B", 4096));
      System.out.println("plugged " + (System.nanoTime() - t) / 1000000);
      System.out.println(guest.run("lsblk -o NAME,SIZE,ROTA,SERIAL,RM,LOG-SEC"));
      System.out.println(guest.run("pre-nixos apply"));
      System.out.println("applied " + (System.nanoTime() - t) / 1000000);
      System.out.println(guest.run("cat /run/pre-nixos/storage-status; lsblk"));
      System.out.println(guest.run("time pre-nixos plan"));
      System.out.println(guest.run("time pre-nixos plan"));
    }
  }
}
