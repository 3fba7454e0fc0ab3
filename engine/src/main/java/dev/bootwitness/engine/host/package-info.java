/**
 * The host before the run: its tools, its room on disk and in memory, and what killed runs left
 * there.
 */
@NullMarked
package dev.bootwitness.engine.host;

import org.jspecify.annotations.NullMarked;
