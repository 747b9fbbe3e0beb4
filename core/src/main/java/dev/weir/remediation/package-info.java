/**
 * Carrying a plan out: apply, resume, rollback, what is checked before and watched afterwards.
 *
 * <p>Uses every room above it. The world answers through the ports {@code SecurityGroupGateway}, {@code Journal} and
 * {@code Pacer}; adapters implement them, and {@code operation} runs it.
 *
 * <pre>
 * may it be done      Preflight Refusal
 * the run             RemediationRun Sequence NextStep Leg Direction Outcome AppliedChange
 * a parking group     Parking ParkingSequence ParkingStep ParkingState ParkingCall ParkingLot ParkingRefusals
 * what is kept of it  Journal FirstLine JournalEntry JournalState JournalFailure
 * account and time    SecurityGroupGateway RuleCall RuleKey ReadAnswer WriteAnswer Pacer Tempo
 * what it denied      RejectWatch Rejects RejectedFlow Connection InterfaceRules IdleConnections LastFlow
 * </pre>
 */
@NullMarked
package dev.weir.remediation;

import org.jspecify.annotations.NullMarked;
