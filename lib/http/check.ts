import type { z } from 'zod'
import type { GateRow } from '@/db/queries/gates'
import type { CheckAnswer, CheckRefusal, checkRequest } from '@/lib/contracts/check'
import { moneyText, quantityText } from '@/lib/core/money/amount-text'
import { categoryOf, isMetered } from '@/lib/core/usage/category'
import { envelopeOf, Refusal } from '@/lib/platform/errors'
import { withComputeRemaining } from './compute-remaining'
import { errorResponse } from './envelope'
import { jsonAnswer } from './json-answer'

type Reservation = NonNullable<CheckAnswer['reservation']>
type Answered = ReturnType<typeof jsonAnswer>

/** True where the operation is of a kind that is never metered and never blocked (M8). */
export const isBypassed = ({ operation }: z.output<typeof checkRequest>): boolean =>
  operation !== undefined &&
  !isMetered(
    categoryOf({
      automation: operation.automation ?? false,
      ai: operation.ai ?? false,
      apiKey: operation.apiKey ?? false,
    }),
  )

/** What is left at a gate and what one start may have: every answer says it, whether yes or no. */
const figuresOf = (gate: GateRow, running: number | null) => {
  const { unit, cap, quota, maxDiskMb, maxMemoryMb, maxVcpus, concurrency } = gate
  const units = { unit, remaining: quantityText(gate.unitsRemaining), held: quantityText(gate.unitsHeld) }
  return {
    biller: gate.biller,
    currency: gate.currency,
    remaining: gate.remaining === null ? null : moneyText(gate.remaining),
    held: moneyText(gate.held),
    units: unit === '' ? null : units,
    concurrent: running === null ? null : { running, remaining: Math.max(0, concurrency - running) },
    limits: {
      maxDiskMb,
      maxMemoryMb,
      maxVcpus,
      concurrency,
      spendCap: cap === null ? null : moneyText(cap),
      quota: quota === null ? null : quantityText(quota),
    },
  }
}

/** The gate's yes, with what is left. Where an org lives on a weekly quota, the header says it too (G8). */
export const answerCheck = (gate: GateRow, reservation: Reservation | null, running: number | null): Answered => {
  const shortfall = { price: null, available: null, missing: null, measure: null }
  const answer: CheckAnswer = { allowed: true, reason: null, ...figuresOf(gate, running), ...shortfall, reservation }
  return withComputeRemaining(jsonAnswer(answer), gate)
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** Refusals that are no answer about an org: there is none, or its gate cannot be read at the moment. */
const isOfNoOrg = ({ code, status }: Refusal): boolean => code === 'unknown_org' || code === 'stale' || status >= 500

/**
 * The no in the shape of the yes, with the envelope of every error: why, what it would have cost, and what is left, since
 * too little for this start may do for a smaller one.
 * @throws what is no answer about an org, as it came.
 */
export const refuseCheck = async (
  error: unknown,
  requestId: string,
  readGate: () => Promise<GateRow>,
  running: number | null,
): Promise<Answered> => {
  if (!(error instanceof Refusal) || isOfNoOrg(error)) throw error
  const { facts, code, status } = error
  const gate = await readGate()
  const answer: CheckRefusal = {
    allowed: false,
    reason: textOf(facts.reason) ?? code,
    ...figuresOf(gate, running),
    price: textOf(facts.price),
    available: textOf(facts.available),
    missing: textOf(facts.missing),
    measure: textOf(facts.measure),
    reservation: null,
    ...envelopeOf(error),
  }
  const headers = Object.fromEntries(errorResponse(error, requestId).headers)
  return withComputeRemaining(jsonAnswer(answer, { status, headers }), gate)
}
