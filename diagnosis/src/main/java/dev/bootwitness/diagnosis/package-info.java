/**
 * What went wrong: the stages of a boot, the catalogue of causes, the rules that recognise them on
 * a console, and the verdict.
 *
 * <p>The same code judges a run while it happens and a record of it later: everything is fed with
 * {@link dev.bootwitness.record.Event}s in their order and reads no clock.
 */
@NullMarked
package dev.bootwitness.diagnosis;

import org.jspecify.annotations.NullMarked;
