/** Man pages and shell completion, made of the commands when the packages are built. */
@NullMarked
package dev.bootwitness.cli.manual;

import org.jspecify.annotations.NullMarked;
