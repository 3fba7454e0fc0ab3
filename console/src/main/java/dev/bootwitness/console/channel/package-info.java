/** The channels that carry a console's bytes. */
@NullMarked
package dev.bootwitness.console.channel;

import org.jspecify.annotations.NullMarked;
