package dev.bootwitness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method with a machine of its own: a clone of the class's machine as it was at its root
 * shell, which no other test has touched. Such methods may run in parallel.
 *
 * <p>Where no checkpoint can be made, e.g. with {@code checkpoint: never}, the machine boots.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ExtendWith(BootImageExtension.class)
public @interface FreshMachine {}
