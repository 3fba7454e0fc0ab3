package dev.bootwitness.engine.run;

import dev.bootwitness.record.Verdict;
import java.nio.file.Path;

/**
 * The result of a run.
 *
 * @param record the directory that holds all it saw
 * @param exitCode for a script, see {@code ExitCodes}
 */
public record RunResult(Verdict verdict, Path record, int exitCode) {}
