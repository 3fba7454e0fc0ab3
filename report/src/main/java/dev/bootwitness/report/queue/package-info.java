/**
 * The task queue: a Markdown file of open tasks, kept by people and by runs.
 *
 * <p>A text is handled as ISO 8859-1, one character a byte, so that whatever encoding people use
 * comes back byte for byte; what Bootwitness writes itself is UTF-8 ({@link Bytes}).
 */
@NullMarked
package dev.bootwitness.report.queue;

import org.jspecify.annotations.NullMarked;
