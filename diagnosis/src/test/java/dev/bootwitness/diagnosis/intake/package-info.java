@NullMarked
package dev.bootwitness.diagnosis.intake;

import org.jspecify.annotations.NullMarked;
