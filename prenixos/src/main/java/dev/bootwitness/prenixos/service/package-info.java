/** The service: detect, decide, plan, act, say what was done. */
@NullMarked
package dev.bootwitness.prenixos.service;

import org.jspecify.annotations.NullMarked;
