@NullMarked
package dev.bootwitness.diagnosis;

import org.jspecify.annotations.NullMarked;
