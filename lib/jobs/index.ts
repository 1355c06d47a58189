import { autoRecharge } from './auto-recharge'
import { creditExpiry } from './credit-expiry'
import { deliver } from './deliver'
import { dunning } from './dunning'
import { meter } from './meter'
import { monthlyInvoices } from './monthly-invoices'
import { reconcile } from './reconcile'
import { reminders } from './reminders'
import { verify } from './verify'
import { weeklyReset } from './weekly-reset'

/** All that Kontor does by itself, in the order in which it is done where one run does all: what one leaves for the next. */
export const jobs = [
  weeklyReset,
  creditExpiry,
  meter,
  autoRecharge,
  monthlyInvoices,
  reminders,
  dunning,
  reconcile,
  deliver,
  verify,
] as const

export type JobName = (typeof jobs)[number]['name']
