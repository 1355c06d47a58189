import {
  fundingAnswer,
  fundingGate,
  fundingSettings,
  grantItem,
  ledgerAnswer,
  ledgerItem,
  quotaWeekItem,
  waitingUsageItem,
} from '@/lib/contracts/funding'
import type { Shape } from './describe'

const org = 'The organization.'

export const settingsFields = {
  spendCap: 'Postpaid usage per calendar month at most; zero blocks everything metered, null is no cap.',
  freeCredit: 'Whether free credit counts.',
  subscribed: 'Whether usage beyond the free units of `linked` goes onto the bill.',
  maxDiskMb: 'The largest disk.',
  tier: 'How much may run at once: 5, 100, 600, 1000, or what `concurrency` says for `custom`.',
  cell: 'The cell that runs the work and is told of halts; null where there is none.',
  unitPolicy: 'How a document is counted in units: by the larger of its pages and its bytes, each in begun units.',
  'unitPolicy.pagesPerUnit': 'Pages in a unit.',
  'unitPolicy.bytesPerUnit': 'Bytes in a unit.',
  'unitPolicy.minimumUnits': 'The least that a document counts; never less than one.',
}

export const settings: Shape = {
  name: 'FundingSettings',
  schema: fundingSettings,
  description: 'How an organization’s funding is set.',
  fields: { ...settingsFields, card: 'Whether a card is on file.', concurrency: 'How much may run at once.' },
}

const gate: Shape = {
  name: 'GateState',
  schema: fundingGate,
  description: 'What the gate answers now.',
  fields: {
    allowed: 'Whether work may start.',
    halted: 'Whether running work was told to stop.',
    reason: 'Why nothing may start; null where it may.',
    message: 'The same for people.',
    remaining: 'Money that can be spent; null is no limit.',
    held: 'Money that is held for work under way.',
    units: 'Units that can be used, where the biller counts units.',
    'units.unit': 'The meter that counts them.',
    'units.remaining': 'What is left.',
    'units.held': 'What is held.',
    limits: 'What the gate holds the organization to.',
    'limits.maxDiskMb': 'The largest disk.',
    'limits.maxMemoryMb': 'The most memory; null is no limit.',
    'limits.maxVcpus': 'The most processors; null is no limit.',
    'limits.concurrency': 'How much may run at once.',
    'limits.spendCap': 'The most that a month may cost; null is no limit.',
    'limits.quota': 'Units of the current week; null if there are none.',
  },
}

const waiting: Shape = {
  name: 'WaitingUsage',
  schema: waitingUsageItem,
  description:
    'Usage that funds did not cover when it came in. New funds pay for it, oldest first and in part if need be.',
  fields: {
    count: 'How many events.',
    amount: 'What of them is not paid yet.',
    missing: 'How much more is needed to pay for it; with anything beyond that, work can start again.',
    oldestAt: 'When the oldest was used.',
    meters: 'The same by meter, the largest first.',
    'meters[].meter': 'The meter.',
    'meters[].count': 'How many events of it.',
    'meters[].amount': 'What of them is not paid yet.',
  },
}

const grant: Shape = {
  name: 'CreditGrant',
  schema: grantItem,
  description: 'Credit, and what became of it: what was granted is the sum of the five parts.',
  fields: {
    grant: 'Its id.',
    origin: 'Where it came from.',
    asset: 'A currency, or the meter whose units these are.',
    state: '`open` can be drawn from.',
    priority: 'Lower is drawn first, among those that expire together.',
    grantedAt: 'When it was granted.',
    expiresAt: 'From when it cannot be drawn any more; null never expires.',
    granted: 'All of it.',
    remaining: 'What can still be drawn.',
    held: 'Held for work under way.',
    used: 'Spent.',
    expired: 'Lost when it expired.',
    refunded: 'Taken back.',
  },
}

export const quotaWeekShape: Shape = {
  name: 'QuotaWeek',
  schema: quotaWeekItem,
  description: 'The current week of a plan’s quota.',
  fields: {
    week: 'The ISO week of its first day.',
    plan: 'The plan.',
    version: 'The version of the plan that the organization is on.',
    startsAt: 'Its beginning.',
    endsAt: 'Its end, which is the beginning of the next.',
    quota: 'Compute units of the week.',
    used: 'Of them used.',
    held: 'Of them held for work under way.',
    percent: 'What is used of the quota, rounded down.',
  },
}

export const fundingShape: Shape = {
  name: 'Funding',
  schema: fundingAnswer,
  description: 'What an organization is funded by.',
  parts: [gate, waiting, grant, quotaWeekShape, settings],
  fields: {
    org,
    currency: 'In which it is billed.',
    biller: 'Who charges its usage now.',
    since: 'From when; null where it always did.',
    comingSwitches: 'Billers that are set already and not in force yet, soonest first.',
    'comingSwitches[].biller': 'The biller.',
    'comingSwitches[].effectiveAt': 'From when.',
    gate: 'What the gate answers now.',
    waiting: 'Usage that waits to be paid; null if there is none.',
    grants: 'Those that can be drawn in the order they are; then the newest 100 others.',
    spend: 'Usage that goes onto the bill of this month.',
    'spend.month': 'The running month.',
    'spend.cap': 'At most so much; null is no cap.',
    'spend.spent': 'So much so far.',
    'spend.held': 'Held for work under way.',
    week: 'The week of quota; null without a plan.',
    settings: 'How it is set.',
  },
}

const entry: Shape = {
  name: 'LedgerEntry',
  schema: ledgerItem,
  description: 'A movement of credit.',
  fields: {
    sequence: 'Where it stands among everything that was recorded of the organization.',
    kind: 'What it is.',
    grant: 'Which credit moved.',
    asset: 'A currency, or the meter whose units these are.',
    amount: 'Positive in, negative out.',
    reference: 'What it was for.',
    note: 'For people.',
    occurredAt: 'When.',
  },
}

export const ledgerShape: Shape = {
  name: 'Ledger',
  schema: ledgerAnswer,
  description: 'A page of the ledger.',
  parts: [entry],
  fields: {
    org,
    entries: 'Newest first. What was recorded together is never torn apart: a page may be a little longer than asked.',
    next: 'Ask for the next page with this as `before`; null where there is none.',
  },
}
