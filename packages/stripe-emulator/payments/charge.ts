import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { ChargeRecord, PaymentIntentRecord, PaymentMethodRecord } from '@/packages/stripe-emulator/records'
import { serializeCharge } from '@/packages/stripe-emulator/serialize/charge'
import type { Work } from '@/packages/stripe-emulator/work'

type ChargeOf = {
  readonly intent: PaymentIntentRecord
  readonly method: PaymentMethodRecord
  readonly failure: ChargeRecord['failure']
  readonly authenticated: boolean
}

/** Writes down one try to move money, well or not, and announces it. A debit is pending until the bank has spoken. */
export const recordCharge = (work: Work, { intent, method, failure, authenticated }: ChargeOf): ChargeRecord => {
  const status = failure ? 'failed' : method.sepaDebit ? 'pending' : 'succeeded'
  const record: ChargeRecord = {
    id: newIdentifier('charge'),
    created: work.now,
    status,
    amount: intent.amount,
    amountRefunded: 0,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    paymentIntent: intent.id,
    paymentMethod: method.id,
    card: method.card,
    sepaDebit: method.sepaDebit,
    billing: method.billing,
    failure,
    authenticated,
    dispute: null,
    receiptEmail: intent.receiptEmail,
    statementDescriptor: intent.statementDescriptor,
    statementDescriptorSuffix: intent.statementDescriptorSuffix,
  }
  work.put('charge', record)
  work.emit(`charge.${status}`, serializeCharge(record))
  return record
}
