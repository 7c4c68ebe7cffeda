/**
 * Class files to candidate test classes and their tags, without loading a class. Over-approximates, never under: what
 * cannot be read may match any expression.
 */
@NullMarked
package ai.netrasystems.runner.discovery.classfile;

import org.jspecify.annotations.NullMarked;
