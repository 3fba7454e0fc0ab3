@NullMarked
package dev.bootwitness.prenixos.service;

import org.jspecify.annotations.NullMarked;
