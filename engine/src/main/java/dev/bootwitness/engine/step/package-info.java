/** What a run does after the login: checks, and the evidence it takes after a failure. */
@NullMarked
package dev.bootwitness.engine.step;

import org.jspecify.annotations.NullMarked;
