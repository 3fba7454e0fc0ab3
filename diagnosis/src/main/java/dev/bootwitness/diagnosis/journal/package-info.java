/** What a guest's journal says about the failed units and their programs. */
@NullMarked
package dev.bootwitness.diagnosis.journal;

import org.jspecify.annotations.NullMarked;
