/**
 * CloudFormation, SAM and CDK: a template's text becomes a tree of nodes that keep their places, the tree with its parameters a
 * stack, and the stack's resources the declarations of the room above. Nothing here judges.
 */
@NullMarked
package dev.weir.iac.cloudformation;

import org.jspecify.annotations.NullMarked;
