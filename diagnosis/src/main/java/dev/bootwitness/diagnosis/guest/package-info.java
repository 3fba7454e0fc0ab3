/**
 * What commands inside a guest print about its state, read into values: job lists, unit states,
 * storage status, network links.
 *
 * <p>Pure functions over text. The engine feeds them with answers of a guest, {@code explain} with
 * what commands printed into a saved log. They take text as it stands there: cut off, with colours
 * taken away, with other lines before and behind.
 */
@NullMarked
package dev.bootwitness.diagnosis.guest;

import org.jspecify.annotations.NullMarked;
