package dev.bootwitness.engine.check;

import dev.bootwitness.engine.binding.Scale;

/**
 * Where a check is looked at.
 *
 * @param scale how its limits are stretched on this host
 * @param waits hears what it waits for
 */
record CheckScene(GuestShell guest, Scale scale, WaitListener waits) {}
