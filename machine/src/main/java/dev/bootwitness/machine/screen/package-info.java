/** The guest's screen: its pixels, its picture as a file, its text. */
@NullMarked
package dev.bootwitness.machine.screen;

import org.jspecify.annotations.NullMarked;
