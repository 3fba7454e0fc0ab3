/**
 * A console shared with people: they see it live and may type, while its owner continues to work.
 */
@NullMarked
package dev.bootwitness.console.attach;

import org.jspecify.annotations.NullMarked;
