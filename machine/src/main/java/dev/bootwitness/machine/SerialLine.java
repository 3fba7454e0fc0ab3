package dev.bootwitness.machine;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * A machine's serial line: two pipes of 64 KiB to QEMU.
 *
 * <p>A read blocks until the guest has sent something or QEMU is gone; closing a stream does not
 * end it. A write blocks only when the guest has left 64 KiB unread.
 *
 * @param fromGuest what the guest sent
 * @param toGuest what is typed to it; the caller must flush it
 */
public record SerialLine(InputStream fromGuest, OutputStream toGuest) {}
