import { newIdentifier } from '@/packages/stripe-emulator/identifiers'
import type { CustomerRecord, InvoiceItemRecord } from '@/packages/stripe-emulator/records'
import { serializeInvoiceItem } from '@/packages/stripe-emulator/serialize/invoice-item'
import type { Work } from '@/packages/stripe-emulator/work'
import { accountOf } from './account'
import type { LineDraft } from './line'

/** Keeps a line for the next invoice. */
export const addPendingItem = async (
  work: Work,
  customer: CustomerRecord,
  line: LineDraft,
  metadata: InvoiceItemRecord['metadata'] = {},
): Promise<InvoiceItemRecord> => {
  const item: InvoiceItemRecord = {
    id: newIdentifier('invoiceItem'),
    created: work.now,
    customer: customer.id,
    testClock: customer.testClock,
    invoice: 'none',
    line,
    metadata,
  }
  const account = await accountOf(work, customer.id)
  work.put('emulator.account', { ...account, pendingItems: [...account.pendingItems, item.id] })
  work.put('invoiceitem', item)
  work.emit('invoiceitem.created', serializeInvoiceItem(item))
  return item
}

/** Takes an item back before any invoice took it. */
export const removePendingItem = async (work: Work, item: InvoiceItemRecord): Promise<void> => {
  const account = await accountOf(work, item.customer)
  work.put('emulator.account', { ...account, pendingItems: account.pendingItems.filter((id) => id !== item.id) })
  work.put('invoiceitem', { ...item, invoice: 'deleted' })
  work.emit('invoiceitem.deleted', serializeInvoiceItem(item))
}

/** Drops what waits for the next invoice of a subscription. */
export const dropPendingItems = async (work: Work, customer: string, subscription: string): Promise<void> => {
  const { pendingItems } = await accountOf(work, customer)
  for (const id of pendingItems) {
    const item = await work.get('invoiceitem', id)
    if (item?.line.subscription === subscription) await removePendingItem(work, item)
  }
}
