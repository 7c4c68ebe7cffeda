/** Tests of {@code discovery.classfile}. */
@NullMarked
package ai.netrasystems.runner.discovery.classfile;

import org.jspecify.annotations.NullMarked;
