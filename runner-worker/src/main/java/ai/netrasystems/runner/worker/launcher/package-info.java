/**
 * Drives the JUnit Platform of the user's classpath, whichever version from 1.8 on that is: one session, one discovery,
 * one execution.
 */
@NullMarked
package ai.netrasystems.runner.worker.launcher;

import org.jspecify.annotations.NullMarked;
