/** {@code junit.xml}: a run for Jenkins, GitLab and GitHub. */
@NullMarked
package dev.bootwitness.report.junit;

import org.jspecify.annotations.NullMarked;
