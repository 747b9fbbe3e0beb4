/**
 * CloudFormation, SAM and CDK: a template's text becomes a tree of nodes that keep their places, the tree with its parameters a
 * stack, and the stack's resources the declarations of the room above. Nothing here judges.
 *
 * <pre>
 * in         CloudFormationTemplates TemplatesReading TemplateFile CloudAssembly BrokenTemplate
 * text       Node JsonTree YamlTree Template
 * a stack    Stack Parameters GivenParameters ParameterCases StackConditions Loops StackDeclarations MetadataDecisions
 *            StackOutputs
 * functions  Intrinsics FunctionCalls PureFunctions Branches Subnets Written
 * out        TemplatePatch TemplateEdit GroupInTemplate TemplateRule AddedRules RemovedRules CannotPatch EgressLists
 *            CdkCalls
 * </pre>
 */
@NullMarked
package dev.weir.iac.cloudformation;

import org.jspecify.annotations.NullMarked;
