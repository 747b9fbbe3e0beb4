/**
 * Changes of Terraform configuration that make it allow what a plan allows: found a place, written, read again and proven.
 *
 * <pre>
 * asked and told    GroupPatches PatchSearch AskedChange ManualChange Imports StandaloneRules
 * where to write    Candidate RulePlaces OnlyUse ExclusiveRules ModuleInputs
 * what is written   Additions Removals RuleClone RuleText EditedConfiguration
 * </pre>
 */
@NullMarked
package dev.weir.iac.terraform.patch;

import org.jspecify.annotations.NullMarked;
