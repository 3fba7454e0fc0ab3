/** From findings to a verdict: the first cause, what is ruled out, and what evidence is missing. */
@NullMarked
package dev.bootwitness.diagnosis.verdict;

import org.jspecify.annotations.NullMarked;
