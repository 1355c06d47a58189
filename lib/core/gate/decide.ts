import type { Charge } from '@/lib/core/funding/biller'
import { type Refused, refuse } from '@/lib/core/refusal'
import { type Gate, type HaltReason, haltReasonOf } from './project'

/** What somebody wants to start. */
export type Start = {
  /** What it would cost; null where that is not known yet. */
  readonly charge: Charge | null
  /** What runs already, this one not counted; null where it does not matter. */
  readonly concurrent: number | null
  /** What the smallest use costs: free credit that is less pays for nothing. Null where that is not asked. */
  readonly least?: bigint | null
  readonly resource: { readonly diskMb: number; readonly memoryMb: number; readonly vcpus: number }
}

/** A gate that is in force. */
export type OpenGate = Omit<Gate, 'validUntil'>

export type GateRefused = Refused<'payment_required' | 'concurrency_exceeded' | 'limit_exceeded'>

const sentences: Readonly<Record<HaltReason | 'insufficient_funds', string>> = {
  credits_used_up: 'The credit is used up. Top up to go on.',
  free_credit_used_up: 'The free credit is used up. Add a card to go on.',
  quota_used_up: "This week's quota and all extras are used up. Buy a pack, or wait for the next week.",
  cap_reached: "This month's spend cap is reached. Raise it to go on.",
  card_required: 'There is no free credit and no card on file. Add a card to go on.',
  subscription_required: 'The free units are used up. Subscribe to go on.',
  charge_refused: 'Usage came in that nothing could pay for. Add funds to go on.',
  insufficient_funds: 'What is left does not cover this. Add funds to go on.',
}

const unpaid = (reason: HaltReason | 'insufficient_funds'): GateRefused =>
  refuse('payment_required', sentences[reason], { reason })

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

const funded = (gate: Funds, { charge, least = null }: Pick<Start, 'charge' | 'least'>): GateRefused | null => {
  if (gate.halted) return unpaid(haltReasonOf(gate) || 'insufficient_funds')
  const isEmpty = gate.remaining !== null && gate.remaining <= 0n && gate.unitsRemaining <= 0n
  if (isEmpty || isRestTooSmall(gate, least)) return unpaid(gate.reason || 'insufficient_funds')
  return charge === null || covers(gate, charge) ? null : unpaid('insufficient_funds')
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
    const facts = { reason: 'concurrency_exceeded', limit: gate.concurrency, concurrent: start.concurrent }
    return refuse('concurrency_exceeded', `At most ${gate.concurrency} may run at once.`, facts)
  }
  return within(gate, start.resource)
}
