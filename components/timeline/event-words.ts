import { billerWords } from '@/components/funding/words'
import { failureWords } from '@/components/payments/words'
import { dayWords, monthWords } from '@/components/ui/calendar-words'

/** Something that happened to an organization. */
export type TimelineItem = {
  readonly id: string
  /** ISO-8601 instant. */
  readonly at: string
  readonly kind:
    | 'usage'
    | 'credit'
    | 'stops'
    | 'plans'
    | 'payments'
    | 'invoices'
    | 'tenants'
    | 'deliveries'
    | 'settings'
  readonly what: string
  readonly subject: string
  readonly detail: string
  /** Decimal text and its currency or meter; empty where it is about no amount. */
  readonly amount: string
  readonly asset: string
  /** Who did it, by name; empty where nobody did. */
  readonly by: string
  readonly href: string
}

export const timelineKindWords: Readonly<Record<TimelineItem['kind'], string>> = {
  usage: 'Usage',
  credit: 'Credit',
  stops: 'Halts',
  plans: 'Plans',
  payments: 'Payments',
  invoices: 'Invoices',
  tenants: 'Tenants',
  deliveries: 'Deliveries',
  settings: 'Settings',
}

type Parts = Pick<TimelineItem, 'subject' | 'detail'>
type Words = (parts: Parts) => string

const count = (text: string): string => (text === '1' ? '1 event' : `${text} events`)
const by =
  (words: string): Words =>
  ({ detail }) =>
    detail === '' ? words : `${words}: ${detail}`

const ledger: Readonly<Record<string, Words>> = {
  grant: by('Credit granted'),
  topup: by('Credit added by a purchase'),
  refund: by('Credit taken back by a refund'),
  expiration: by('Credit expired'),
  expiration_reversed: by('Expiry of credit reversed for earlier usage'),
  adjustment: by('Credit adjusted'),
}

const payments: Readonly<Record<string, Words>> = {
  bought: ({ subject, detail }) => `${subject} bought${detail === 'recharge' ? ' by auto-recharge' : ''}`,
  declined: ({ subject, detail }) => `Payment for ${subject} declined${detail ? `: ${failureWords(detail)}` : ''}`,
  refund_requested: ({ subject, detail }) => `Refund of ${subject} asked for: ${detail}`,
  refund_pending: ({ subject, detail }) => `Refund of ${subject} on its way: ${detail}`,
  refund_succeeded: ({ subject, detail }) => `${subject} refunded: ${detail}`,
  refund_failed: ({ subject, detail }) => `Refund of ${subject} failed: ${detail}`,
  dispute: ({ subject, detail }) => `Payment disputed (${subject}): ${detail}`,
  return_refund: ({ subject, detail }) => `Payment of invoice ${subject} refunded (${detail})`,
  return_dispute: ({ subject, detail }) => `Payment of invoice ${subject} disputed (${detail})`,
  plan_refund: ({ subject, detail }) => `Payment for ${subject} refunded (${detail})`,
  plan_dispute: ({ subject, detail }) => `Payment for ${subject} disputed (${detail})`,
  plan_charged: ({ subject }) => `Charged for ${subject}`,
  plan_returned: ({ subject }) => `${subject} ended: its payment went back`,
  surplus: ({ subject, detail }) => `Paid once more for invoice ${subject}, owed back: ${detail}`,
  returned: ({ subject, detail }) => `Sent back of what was paid beyond invoice ${subject}: ${detail}`,
  applied: ({ subject, detail }) => `Paid beyond invoice ${subject}, applied to invoice ${detail}`,
  undone: ({ subject, detail }) => `Payment of invoice ${subject} undone: ${detail}`,
  card: ({ subject, detail }) => `Card added: ${subject} ending in ${detail}`,
}

const invoices: Readonly<Record<string, Words>> = {
  issued: ({ subject, detail }) => `Invoice ${subject} issued for ${monthWords(detail, 'en')}`,
  credit_note: ({ subject }) => `Credit note ${subject} issued`,
  paid_card: ({ subject }) => `Payment of invoice ${subject} by card`,
  paid_credit: ({ subject }) => `Invoice ${subject} settled by open credit`,
  paid_bank: ({ subject, detail }) => `Payment of invoice ${subject} by bank: ${detail}`,
  paid_surplus: ({ subject, detail }) => `Payment of invoice ${subject} from what was paid beyond ${detail}`,
  reminder: ({ subject, detail }) => `Reminder ${detail} sent for invoice ${subject}`,
}

const tenants: Readonly<Record<string, Words>> = {
  created: ({ subject }) => `Tenant ${subject} created`,
  deleted: ({ subject }) => `Tenant ${subject} deleted`,
  enabled: ({ subject, detail }) => `Skill ${detail} enabled on ${subject}`,
  disabled: ({ subject, detail }) => `Skill ${detail} disabled on ${subject}`,
  suspended: ({ subject }) => `Tenant ${subject} suspended`,
  resumed: ({ subject }) => `Tenant ${subject} resumed`,
}

const plans: Readonly<Record<string, Words>> = {
  subscribed: ({ subject, detail }) => `Subscribed to ${subject} (${detail})`,
  subscription_ended: ({ subject, detail }) => `Subscription to ${subject} ended (${detail})`,
  past_due: ({ subject, detail }) => `Payment for ${subject} past due (${detail})`,
  quota: ({ subject, detail }) => `${subject} % of the quota of ${detail} used`,
  'plan.subscribe': ({ subject }) => `Put on plan ${subject}`,
  'subscription.change': () => 'Subscription changed',
}

const settings: Readonly<Record<string, Words>> = {
  'org.create': () => 'Organization created',
  'org.save': () => 'Address or terms changed by the platform',
  'org.details': () => 'Billing details changed',
  'org.view': () => 'Records seen by the platform',
  'member.set': () => 'Member added, or role changed',
  'member.remove': () => 'Member removed',
  'debt.bill': ({ subject }) => `Unpaid usage put on the bill: ${subject}`,
  'debt.waive': ({ subject }) => `Unpaid usage waived: ${subject}`,
  'usage.take_back': ({ subject }) => `Usage taken back: ${subject}`,
  'usage.amend': ({ subject }) => `Usage amended: ${subject}`,
  'biller.switch': ({ subject }) =>
    `Biller switched to ${subject in billerWords ? billerWords[subject as keyof typeof billerWords] : subject}`,
  'funding.save': () => 'Limits or spend cap changed',
  'recharge.save': () => 'Auto-recharge changed',
  'compute.save': () => 'Machines changed',
  'alerts.save': () => 'Alerts changed',
  'machine_quota.set': () => 'Machine quota set',
  'delivery.send_again': () => 'Delivery sent again',
  'api_key.create': () => 'API key created',
  'api_key.revoke': () => 'API key revoked',
  prices: ({ subject, detail }) => {
    const [version = '', day = ''] = detail.split(' ')
    return `Prices of ${subject} published: version ${version}, in force from ${dayWords(day, 'en')}`
  },
}

const unsent: Readonly<Record<string, string>> = {
  waiting: 'the e-mail is under way',
  nobody: 'there was nobody to write to',
  no_server: 'no mail server is set up',
  given_up: 'the e-mail could not be sent',
  not_told: 'without an e-mail',
}
const alert =
  (words: string): Words =>
  ({ subject, detail }) =>
    `${words}; ${unsent[detail] ?? `e-mail to ${subject}`}`

const deliveries: Readonly<Record<string, Words>> = {
  failed: ({ subject, detail }) => `Cell ${subject} could not be told: ${detail}`,
  alert_spend: alert('Alert: usage reached an amount'),
  alert_credit: alert('Alert: little credit is left'),
  alert_credit_expiring: alert('Alert: credit expires soon'),
  alert_stopped: alert('Alert: work is stopped'),
  alert_goes_on: alert('Alert: work can start again'),
  alert_quota: alert('Alert: the weekly quota is being used up'),
  alert_recharge: alert('Alert: auto-recharge is off'),
  alert_invoice_charge: alert('Alert: the card was not charged for an invoice'),
  alert_owed: alert('Alert: a subscription could not be charged'),
  alert_returned: alert('Alert: money of a payment went back or is disputed'),
  alert_renewal_ahead: alert('Alert: a subscription renews soon'),
}

const words: Readonly<Record<TimelineItem['kind'], Readonly<Record<string, Words>>>> = {
  usage: { used: ({ detail }) => `Usage in ${count(detail)}` },
  credit: ledger,
  stops: { halt: () => 'Halted: work stops', unblock: () => 'Released: work may start' },
  plans,
  payments,
  invoices,
  tenants,
  deliveries,
  settings,
}

/** What happened, in a sentence; what has none is told as it was recorded. */
export const eventWords = ({ kind, what, subject, detail }: TimelineItem): string =>
  words[kind][what]?.({ subject, detail }) ?? `${what} ${subject}`.trim()
