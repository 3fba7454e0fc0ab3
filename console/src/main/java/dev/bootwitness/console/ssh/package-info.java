/**
 * A console over SSH, for those who put {@code org.apache.sshd:sshd-core} on the class path.
 *
 * <p>An optional dependency instead of a module of its own: one class does not justify an artefact,
 * and code that never uses this package never loads a class of that library.
 */
@NullMarked
package dev.bootwitness.console.ssh;

import org.jspecify.annotations.NullMarked;
