import { z } from 'zod'
import { type Endpoint, endpoint } from '@/packages/stripe-emulator/endpoint'
import { invalidRequest, missing } from '@/packages/stripe-emulator/failure'
import { mergeMetadata } from '@/packages/stripe-emulator/merge-metadata'
import { pageOf } from '@/packages/stripe-emulator/page'
import { clearable, flag, listParameters, metadata, text } from '@/packages/stripe-emulator/parameters'
import { closeDispute } from '@/packages/stripe-emulator/payments/dispute'
import type { DisputeRecord } from '@/packages/stripe-emulator/records'
import { evidenceTexts, serializeDispute } from '@/packages/stripe-emulator/serialize/dispute'
import type { Work } from '@/packages/stripe-emulator/work'
import { retrieve } from './retrieve'

const existing = async (work: Work, id: string): Promise<DisputeRecord> => {
  const dispute = await work.get('dispute', id)
  if (!dispute) throw missing('dispute', id)
  return dispute
}

const refuseClosed = ({ status }: DisputeRecord): void => {
  if (status !== 'won' && status !== 'lost') return
  throw invalidRequest('This dispute is already closed', undefined, 'dispute_already_closed')
}

const evidence = z.strictObject(Object.fromEntries(evidenceTexts.map((name) => [name, clearable(150_000).optional()])))

/** Stripe's test mode decides by what is handed in: `winning_evidence` wins, `losing_evidence` loses. */
const decide = (work: Work, dispute: DisputeRecord): DisputeRecord => {
  const said = dispute.evidence.uncategorized_text
  if (said === 'winning_evidence') return closeDispute(work, dispute, 'won')
  if (said === 'losing_evidence') return closeDispute(work, dispute, 'lost')
  const waiting: DisputeRecord = { ...dispute, status: 'under_review' }
  work.put('dispute', waiting)
  return waiting
}

const update = endpoint(
  'POST',
  '/disputes/:id',
  z.strictObject({ evidence: evidence.optional(), metadata: metadata().optional(), submit: flag().optional() }),
  async ({ work, id }, given) => {
    const current = await existing(work, id)
    if (given.evidence) refuseClosed(current)
    const submit = given.evidence !== undefined && (given.submit ?? true)
    const dispute: DisputeRecord = {
      ...current,
      evidence: { ...current.evidence, ...given.evidence } as DisputeRecord['evidence'],
      submissions: current.submissions + (submit ? 1 : 0),
      metadata: mergeMetadata(current.metadata, given.metadata),
    }
    work.put('dispute', dispute)
    work.emit('charge.dispute.updated', serializeDispute(dispute), serializeDispute(current))
    return serializeDispute(submit ? decide(work, dispute) : dispute)
  },
)

/** Gives a dispute up: it is lost. */
const close = endpoint('POST', '/disputes/:id/close', z.strictObject({}), async ({ work, id }) => {
  const dispute = await existing(work, id)
  refuseClosed(dispute)
  return serializeDispute(closeDispute(work, dispute, 'lost'))
})

const list = endpoint(
  'GET',
  '/disputes',
  z.strictObject({ ...listParameters, charge: text().optional(), payment_intent: text().optional() }),
  (call, given) =>
    pageOf(call, 'dispute', given, {
      match: {
        ...(given.charge !== undefined && { charge: given.charge }),
        ...(given.payment_intent !== undefined && { paymentIntent: given.payment_intent }),
      },
      serialize: serializeDispute,
    }),
)

export const disputes: readonly Endpoint[] = [list, retrieve('/disputes', 'dispute', 'dispute'), update, close]
