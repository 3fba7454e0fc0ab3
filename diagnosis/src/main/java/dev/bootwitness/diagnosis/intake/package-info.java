/** Many logs at once: files, folders, patterns and archives as one sequence of logs. */
@NullMarked
package dev.bootwitness.diagnosis.intake;

import org.jspecify.annotations.NullMarked;
