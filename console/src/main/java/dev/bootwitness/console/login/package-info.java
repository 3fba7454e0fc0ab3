/** From a silent line to a verified shell of the wanted user. */
@NullMarked
package dev.bootwitness.console.login;

import org.jspecify.annotations.NullMarked;
