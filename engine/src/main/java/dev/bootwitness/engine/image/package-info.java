/** The image: built or found, recognised, and read for the logins it offers. */
@NullMarked
package dev.bootwitness.engine.image;

import org.jspecify.annotations.NullMarked;
