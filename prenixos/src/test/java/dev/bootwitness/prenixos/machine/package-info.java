/** pre-nixos in machines: Debian's kernel, systemd, udev, mdadm and LVM on virtual disks. */
@NullMarked
package dev.bootwitness.prenixos.machine;

import org.jspecify.annotations.NullMarked;
