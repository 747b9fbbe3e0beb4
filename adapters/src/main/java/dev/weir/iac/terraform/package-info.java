/**
 * Terraform and OpenTofu: plans, states and configuration, into {@link dev.weir.iac.Declarations}.
 *
 * <pre>
 * in                TerraformFormat TerraformReading RootModule
 * configuration     Configurations Configuration ModuleFolders ModuleText CalledModules ModuleInstance VariableFiles
 *                   VariableTypes Expansion ResourceInstance ResourceAddress Providers ProviderResources
 * plans and states  TerraformOutput PlanModule PlanValue PlanExpression PlanLinks PlanProviders PlannedResources
 *                   WrittenBeside TaintedValues StateInstance TerraformState KeptByState
 * </pre>
 */
@NullMarked
package dev.weir.iac.terraform;

import org.jspecify.annotations.NullMarked;
