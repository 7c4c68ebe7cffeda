/** Tests of what Surefire's parameters are taken for. */
@NullMarked
package ai.netrasystems.runner.discovery.surefire;

import org.jspecify.annotations.NullMarked;
