@NullMarked
package dev.bootwitness.report.template;

import org.jspecify.annotations.NullMarked;
