/** The review screen: a person looks at the plan on a terminal, and allows it by typing words. */
@NullMarked
package dev.bootwitness.prenixos.review;

import org.jspecify.annotations.NullMarked;
