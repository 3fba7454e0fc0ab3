/** A console shared with people: they see it live and may type, while its owner works on. */
@NullMarked
package dev.bootwitness.console.attach;

import org.jspecify.annotations.NullMarked;
