/** What a console's bytes travel on. */
@NullMarked
package dev.bootwitness.console.channel;

import org.jspecify.annotations.NullMarked;
