/**
 * HCL, HashiCorp's configuration language, as text: a tree in which everything keeps its place, so that a patch can change one
 * argument and no other byte. It knows no resource and no AWS word. {@link dev.weir.iac.hcl.HclReader} is the door.
 *
 * <pre>
 * text    Place Token Tokens Comments Cursor Indentation BrokenHcl ReadInPart
 * trees   HclReader JsonSyntax Body ExpressionReader TemplateReader Expression Loop
 * values  Evaluator WrongExpression Lifting Operators FunctionTable ScalarFunctions CollectionFunctions CidrFunctions
 * </pre>
 */
@NullMarked
package dev.weir.iac.hcl;

import org.jspecify.annotations.NullMarked;
