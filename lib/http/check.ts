import type { z } from 'zod'
import type { GateRow } from '@/db/queries/gates'
import type { CheckAnswer, checkRequest } from '@/lib/contracts/check'
import { formatDecimal } from '@/lib/core/money/decimal'
import { categoryOf, isMetered } from '@/lib/core/usage/category'
import { withComputeRemaining } from './compute-remaining'
import { jsonAnswer } from './json-answer'

const places = 12

type Reservation = NonNullable<CheckAnswer['reservation']>

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

/** The gate's yes, with what is left. Where an org lives on a weekly quota, the header says it too (G8). */
export const answerCheck = (gate: GateRow, reservation: Reservation | null): ReturnType<typeof jsonAnswer> => {
  const units = gate.unit === '' ? null : { unit: gate.unit, remaining: formatDecimal(gate.unitsRemaining, places, 0) }
  const { maxDiskMb, maxMemoryMb, maxVcpus, concurrency } = gate
  const answer: CheckAnswer = {
    allowed: true,
    reason: null,
    biller: gate.biller,
    currency: gate.currency,
    remaining: gate.remaining === null ? null : formatDecimal(gate.remaining, places, 2),
    units,
    limits: { maxDiskMb, maxMemoryMb, maxVcpus, concurrency },
    reservation,
  }
  return withComputeRemaining(jsonAnswer(answer), gate)
}
