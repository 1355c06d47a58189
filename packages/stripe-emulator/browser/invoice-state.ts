import { intentOf } from '@/packages/stripe-emulator/billing/attempt-invoice'
import { invalidRequest } from '@/packages/stripe-emulator/failure'
import type { InvoiceRecord } from '@/packages/stripe-emulator/records'
import type { Work } from '@/packages/stripe-emulator/work'
import { amountText, type ShownState } from './checkout-state'

/** Refuses an invoice that nobody can pay any more, in the words the page shows. */
export const checkPayable = ({ status }: InvoiceRecord): void => {
  if (status === 'void') throw invalidRequest('This invoice was withdrawn. Nothing is owed for it.')
  if (status === 'draft') throw invalidRequest('This invoice is not issued yet.')
}

/** What is charged, and what the customer's balance adds to it or takes off. */
const linesOf = ({ lines, startingBalance, currency }: InvoiceRecord) => {
  const balance = startingBalance === 0 ? [] : [{ description: 'Customer balance', amount: startingBalance }]
  return [...lines, ...balance].map(({ description, amount }) => ({
    name: description,
    description: null,
    quantity: 1,
    amount: amountText(amount, currency),
  }))
}

/** What the checkout page shows where it is asked for an invoice: the same page, with other words. */
export const invoiceState = async (work: Work, invoice: InvoiceRecord): Promise<ShownState> => {
  checkPayable(invoice)
  const intent = await intentOf(work, invoice)
  const amount = amountText(invoice.amountDue, invoice.currency)
  return {
    status: invoice.status === 'paid' ? 'complete' : 'open',
    methods: ['card'],
    step: intent?.status === 'requires_action' ? 'authenticate' : 'card',
    title: amount,
    action: `Pay ${amount}`,
    ask: {
      title: 'Confirm this payment',
      text: `Your bank would now ask you to approve ${amount}. Choose what happens.`,
    },
    done: {
      title: 'Invoice paid',
      text: `Invoice ${invoice.number ?? invoice.id} over ${amount} is paid. No real money moved.`,
    },
    email: invoice.customerEmail ?? '',
    lines: linesOf(invoice),
    sums: [],
    // Its tax is settled.
    asks: { country: false, tax_id: false },
    country: '',
    redirect: null,
    cancel: null,
  }
}
