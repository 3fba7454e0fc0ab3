/** What many logs show together: how many failed of which cause, and which failed alike. */
@NullMarked
package dev.bootwitness.report.logs;

import org.jspecify.annotations.NullMarked;
