/** What a guest's journal says of the units that failed, and of the programs behind them. */
@NullMarked
package dev.bootwitness.diagnosis.journal;

import org.jspecify.annotations.NullMarked;
