import type { GateRow } from '@/db/queries/gates'
import { formatDecimal, parseDecimal } from '@/lib/core/money/decimal'
import { Refusal, type RefusalCode } from '@/lib/platform/errors'
import { errorResponse } from './envelope'

const places = 12
const name = 'x-compute-remaining'

type Answered = { readonly headers: { readonly set: (name: string, value: string) => unknown } }

/** An answer with what is left of the org's quota and extras (G8), where it lives on a weekly quota. */
export const withComputeRemaining = <Answer extends Answered>(answer: Answer, gate: GateRow): Answer => {
  if (gate.biller === 'plan_quota' && gate.unit !== '') {
    answer.headers.set(name, formatDecimal(gate.unitsRemaining, places, 0))
  }
  return answer
}

/** The same from the decimal text of a write; null where the org does not live on a weekly quota. */
export const withUnitsLeft = <Answer extends Answered>(answer: Answer, units: string | null): Answer => {
  if (units !== null) answer.headers.set(name, formatDecimal(parseDecimal(units, places) ?? 0n, places, 0))
  return answer
}

const ofGate: ReadonlySet<RefusalCode> = new Set(['payment_required', 'limit_exceeded', 'concurrency_exceeded'])

/**
 * What the gate said no to, with what is left: too little for this start may do for a smaller one.
 * @throws anything else, as it came.
 */
export const refusedByGate = async (
  error: unknown,
  requestId: string,
  readGate: () => Promise<GateRow>,
): Promise<ReturnType<typeof errorResponse>> => {
  if (!(error instanceof Refusal) || !ofGate.has(error.code)) throw error
  return withComputeRemaining(errorResponse(error, requestId), await readGate())
}
