/**
 * Parsers for what commands inside a guest print about its state: job lists, unit states, storage
 * status, network links.
 *
 * <p>Pure functions over text. The engine feeds them with answers of a guest, {@code explain} with
 * what commands printed into a saved log. They accept text as it is found there: truncated, with
 * colours removed, with other lines before and after it.
 */
@NullMarked
package dev.bootwitness.diagnosis.guest;

import org.jspecify.annotations.NullMarked;
