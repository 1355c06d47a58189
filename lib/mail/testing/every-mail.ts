import type { Alert } from '@/lib/core/alerts/alert'
import { billers } from '@/lib/core/funding/biller'
import { haltReasons } from '@/lib/core/gate/project'
import { explainedChargeFailures } from '@/lib/core/invoices/card-charge'
import type { DocumentMail } from '@/lib/core/mail/document-mail'
import { sampleDocuments, sampleAlerts as samples } from '@/lib/mail/samples'

/** Every alert in all that it can say. */
export const everyAlert: readonly Alert[] = [
  ...Object.values(samples),
  { ...samples.credit_expiring, says: { ...samples.credit_expiring.says, days: 1 } },
  { ...samples.renewal_ahead, says: { ...samples.renewal_ahead.says, card: '' } },
  ...billers.map((biller): Alert => ({ ...samples.credit, says: { ...samples.credit.says, biller } })),
  ...haltReasons.map((reason): Alert => ({ ...samples.stopped, says: { reason } })),
  ...(['degraded', 'unpaid'] as const).map(
    (standing): Alert => ({ ...samples.owed, says: { ...samples.owed.says, standing } }),
  ),
  ...(['refunded', 'open', 'won', 'lost'] as const).map(
    (state): Alert => ({ ...samples.returned, says: { ...samples.returned.says, state } }),
  ),
  ...(['blocked', 'as_before', 'taken', 'owed', 'paid', 'kept', 'ended'] as const).map(
    (effect): Alert => ({ ...samples.returned, says: { ...samples.returned.says, effect, about: 'invoice' } }),
  ),
  { ...samples.returned, says: { ...samples.returned.says, about: 'purchase' } },
  ...['authentication_required', 'no_card', 'a_code_of_next_year', ''].map(
    (failure): Alert => ({ ...samples.recharge, says: { ...samples.recharge.says, failure } }),
  ),
  ...[...explainedChargeFailures, 'a_code_of_next_year', ''].map(
    (failure): Alert => ({ ...samples.invoice_charge, says: { ...samples.invoice_charge.says, failure } }),
  ),
]

/** Every e-mail about a document, and every invitation, in all that it can say. */
export const everyDocumentMail: readonly DocumentMail[] = [
  ...Object.values(sampleDocuments),
  ...(['card_charged', 'card', 'by_day'] as const).map(
    (way): DocumentMail => ({
      ...sampleDocuments.invoice_issued,
      says: { ...sampleDocuments.invoice_issued.says, way },
    }),
  ),
  ...(['card', 'surplus'] as const).map(
    (via): DocumentMail => ({
      ...sampleDocuments.payment_received,
      says: { ...sampleDocuments.payment_received.says, via, open: '0.50' },
    }),
  ),
  { ...sampleDocuments.reminder_1, says: { ...sampleDocuments.reminder_1.says, daysOverdue: 1 } },
  ...(['owner', 'member'] as const).map(
    (role): DocumentMail => ({ ...sampleDocuments.invitation, says: { ...sampleDocuments.invitation.says, role } }),
  ),
]
