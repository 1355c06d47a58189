import type { AccountRecord, CustomerRecord } from '@/packages/stripe-emulator/records'
import { serializeCustomer } from '@/packages/stripe-emulator/serialize/customer'
import type { Work } from '@/packages/stripe-emulator/work'

/** What billing knows of a customer; one that was never billed has nothing on it. */
export const accountOf = async (work: Work, customer: string): Promise<AccountRecord> =>
  (await work.get('emulator.account', `account_${customer}`)) ?? {
    id: `account_${customer}`,
    customer,
    currency: null,
    balance: 0,
    nextInvoiceSequence: 1,
    delinquent: false,
    pendingItems: [],
  }

const shownDiffers = (a: AccountRecord, b: AccountRecord): boolean =>
  a.currency !== b.currency || a.balance !== b.balance || a.delinquent !== b.delinquent

/** Writes the account, and announces the customer where what it shows of the account changed. */
export const saveAccount = async (work: Work, before: AccountRecord, after: AccountRecord): Promise<void> => {
  work.put('emulator.account', after)
  const customer = shownDiffers(before, after) ? await work.get('customer', after.customer) : null
  if (!customer || customer.deleted) return
  work.emit('customer.updated', serializeCustomer(customer, after), serializeCustomer(customer, before))
}

/** `1A2B3C4D-0007`: every customer counts by itself. */
export const invoiceNumber = (customer: CustomerRecord['id'], sequence: number): string =>
  `${customer.slice(-8).toUpperCase()}-${String(sequence).padStart(4, '0')}`
