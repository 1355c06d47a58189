import type { Charge } from '@/lib/core/funding/biller'
import { moneyText, quantityText } from '@/lib/core/money/amount-text'
import { type Refused, refuse } from '@/lib/core/refusal'
import type { Gate, HaltReason } from './project'
import {
  type Cause,
  causeOf,
  causeSentence,
  shortfallFacts,
  shortfallOf,
  shortfallSentence,
  type Waiting,
} from './refusal-words'

/** What somebody wants to start. */
export type Start = {
  /** What it would cost; null where that is not known yet. */
  readonly charge: Charge | null
  /** What runs already, this one not counted; null where it does not matter. */
  readonly concurrent: number | null
  /** What the smallest use costs: free credit that is less pays for nothing. Null where that is not asked. */
  readonly least?: bigint | null
  /** Usage that waits to be paid, for who is told why nothing starts. */
  readonly waiting?: Waiting | null
  readonly resource: { readonly diskMb: number; readonly memoryMb: number; readonly vcpus: number }
}

/** A gate that is in force. */
export type OpenGate = Omit<Gate, 'validUntil'>

export type GateRefused = Refused<'payment_required' | 'concurrency_exceeded' | 'limit_exceeded'>

type Funds = Pick<Gate, 'halted' | 'reason' | 'remaining' | 'held' | 'unitsRemaining' | 'unitsHeld'>

/**
 * True where what is left covers a charge: units first, money for the share that they leave. The same sum as the
 * waterfall's, over all sources of a kind together.
 */
const covers = ({ remaining, unitsRemaining }: Funds, { amount, units }: Charge): boolean => {
  if (units > 0n && unitsRemaining >= units) return true
  if (remaining === null) return true
  if (units > 0n && remaining <= 0n) return false
  const left = units > 0n ? amount - (amount * unitsRemaining) / units : amount
  return left <= remaining
}

/** Whether what is left is free credit that the smallest use would go beyond, and nothing else could pay. */
export const isRestTooSmall = (gate: Funds, least: bigint | null): boolean =>
  gate.reason === 'free_credit_used_up' &&
  least !== null &&
  gate.remaining !== null &&
  gate.remaining < least &&
  gate.unitsRemaining <= 0n

/** The refusal of a start that nobody pays for, in the words of its cause and with its figures. */
const unpaid = (gate: OpenGate, { charge, waiting = null }: Partial<Start>, cause: Cause): GateRefused => {
  const reason: HaltReason | 'insufficient_funds' =
    cause === 'insufficient_funds' || cause === 'charge_refused' ? cause : gate.reason || 'insufficient_funds'
  const shortfall = charge && cause !== 'charge_refused' ? shortfallOf(gate, charge) : null
  const facts = {
    reason,
    currency: gate.currency,
    ...(shortfall && shortfall.missing > 0n ? shortfallFacts(shortfall) : {}),
    ...(gate.held > 0n ? { held: moneyText(gate.held) } : {}),
    ...(gate.unitsHeld > 0n ? { unitsHeld: quantityText(gate.unitsHeld) } : {}),
    ...(waiting && waiting.amount > 0n ? { waiting: moneyText(waiting.amount) } : {}),
  }
  const sentence =
    cause === 'insufficient_funds' && shortfall && shortfall.missing > 0n
      ? `${shortfallSentence(shortfall)} Add funds to go on.`
      : causeSentence(cause, gate, waiting)
  return refuse('payment_required', sentence, facts)
}

/** The refusal of a hold that the sources of an account do not cover. */
export const refuseHold = (gate: OpenGate, charge: Charge): GateRefused =>
  unpaid(gate, { charge }, 'insufficient_funds')

const funded = (gate: OpenGate, start: Start): GateRefused | null => {
  const { charge, least = null } = start
  const cause = causeOf(gate, !gate.halted && isRestTooSmall(gate, least))
  if (cause) return unpaid(gate, start, cause)
  if (gate.halted) return unpaid(gate, start, 'insufficient_funds')
  return charge === null || covers(gate, charge) ? null : unpaid(gate, start, 'insufficient_funds')
}

const within = (gate: OpenGate, { diskMb, memoryMb, vcpus }: Start['resource']): GateRefused | null => {
  const limits: readonly [limit: string, most: number | null, asked: number, words: string][] = [
    ['max_disk_mb', gate.maxDiskMb, diskMb, 'MB of disk'],
    ['max_memory_mb', gate.maxMemoryMb, memoryMb, 'MB of memory'],
    ['max_vcpus', gate.maxVcpus, vcpus, 'vCPUs'],
  ]
  for (const [limit, most, asked, words] of limits) {
    if (most === null || asked <= most) continue
    const facts = { reason: limit, limit: most, requested: asked }
    return refuse('limit_exceeded', `At most ${most} ${words} are allowed; ${asked} were asked for.`, facts)
  }
  return null
}

/**
 * Whether an org may start this work now (G1, G2): its funds first, then how much runs at once, then how big it is.
 * @returns null where it may, else the refusal with its `reason`.
 */
export const decideStart = (gate: OpenGate, start: Start): GateRefused | null => {
  const unfunded = funded(gate, start)
  if (unfunded) return unfunded
  if (start.concurrent !== null && start.concurrent >= gate.concurrency) {
    const { concurrency: limit } = gate
    const facts = { reason: 'concurrency_exceeded', limit, concurrent: start.concurrent, remaining: 0 }
    const sentence = `At most ${limit} may run at once; ${start.concurrent} ${start.concurrent === 1 ? 'runs' : 'run'} already.`
    return refuse('concurrency_exceeded', sentence, facts)
  }
  return within(gate, start.resource)
}
