'use server'

import { invoiceDocuments, stripeGateway } from '@/lib/compose'
import { applySurplusInput, invoiceInput, markPaidInput, undoPaymentInput } from '@/lib/contracts/invoices'
import { pauseRemindersInput, remindInput } from '@/lib/contracts/invoicing'
import { verifyInvoice as verify } from '@/lib/flows/invoices/verify-invoice'
import { applySurplus } from '@/lib/flows/payments/apply-surplus'
import { markInvoicePaid as markPaid } from '@/lib/flows/payments/mark-invoice-paid'
import { settleCheckout as settle } from '@/lib/flows/payments/settle-checkout'
import { startCheckout as start } from '@/lib/flows/payments/start-checkout'
import { undoPayment as undo } from '@/lib/flows/payments/undo-payment'
import { pauseReminders as pause } from '@/lib/flows/reminders/pause-reminders'
import { sendReminderNow } from '@/lib/flows/reminders/send-reminder'
import { action } from '@/lib/http/action'

export const startCheckout = action(invoiceInput, (ctx, { org, invoiceId }) =>
  start(ctx, stripeGateway(), org, invoiceId),
)

export const settleCheckout = action(invoiceInput, (ctx, { org, invoiceId }) =>
  settle(ctx, stripeGateway(), org, invoiceId),
)

export const verifyInvoice = action(invoiceInput, (ctx, { org, invoiceId }) =>
  verify(ctx, invoiceDocuments().check, org, invoiceId),
)

export const markInvoicePaid = action(markPaidInput, (ctx, { org, invoiceId, ...paid }) =>
  markPaid(ctx, stripeGateway(), org, invoiceId, paid),
)

export const undoPayment = action(undoPaymentInput, (ctx, { org, invoiceId, payment, reason }) =>
  undo(ctx, org, invoiceId, payment, reason),
)

export const applyInvoiceSurplus = action(applySurplusInput, (ctx, { org, invoiceId, to, amount }) =>
  applySurplus(ctx, stripeGateway(), org, invoiceId, { to, amount }),
)

export const sendReminder = action(remindInput, (ctx, { org, invoiceId }) => sendReminderNow(ctx, org, invoiceId))

export const pauseReminders = action(pauseRemindersInput, (ctx, { org, invoiceId, ...until }) =>
  pause(ctx, org, invoiceId, until),
)
