/** Commands in a guest's shell, framed so that neither echo nor noise can pass for an answer. */
@NullMarked
package dev.bootwitness.console.shell;

import org.jspecify.annotations.NullMarked;
