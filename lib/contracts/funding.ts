import { z } from 'zod'
import { billers } from '@/lib/core/funding/biller'
import { origins } from '@/lib/core/funding/grant'
import { entryKinds } from '@/lib/core/funding/ledger'
import { type Pico, pico, picoPlaces } from '@/lib/core/money/amount'
import { parseDecimal } from '@/lib/core/money/decimal'
import { cellName } from './cells'
import { gateLimits } from './check'
import { decimalPrice, line, meterName, requestKeys, timestamp } from './common'

const read = (text: string): Pico => pico(parseDecimal(text, picoPlaces) ?? 0n)
/** An amount of money or units as decimal text, zero included. */
export const amountFromZero = decimalPrice(picoPlaces).transform(read)
/** The same above zero. */
const positiveAmount = decimalPrice(picoPlaces)
  .refine((text) => /[1-9]/.test(text), 'must be above zero')
  .transform(read)

/** The caller's own name of what it does, one for all that an org's credit is given and taken by. */
const reference = line(200).min(1, 'is needed').register(requestKeys, { once: true })
const note = line(500).default('')
/** A currency, or the meter whose units are meant. */
export const asset = z.union([z.string().regex(/^[A-Z]{3}$/, 'must be a currency such as CHF'), meterName])

/** Credit to be granted (K1); the asset is the org's currency unless said otherwise. */
export const grantRequest = z.strictObject({
  origin: z.enum(origins).default('admin'),
  asset: asset.optional(),
  amount: positiveAmount,
  priority: z.int().min(-1000).max(1000).default(0),
  expiresAt: timestamp.nullable().default(null),
  reference,
  note,
})

export const grantAnswer = z.object({
  org: z.string(),
  grant: z.string(),
  outcome: z.enum(['granted', 'repeated']),
})
export type GrantAnswer = z.infer<typeof grantAnswer>

/** Unused credit to be taken back (K7). */
export const takeBackRequest = z.strictObject({
  amount: positiveAmount,
  kind: z.enum(['refund', 'adjustment']),
  reference,
  note,
})

export const takeBackAnswer = z.object({
  org: z.string(),
  grant: z.string(),
  asset: z.string(),
  taken: z.string(),
  remaining: z.string(),
})
export type TakeBackAnswer = z.infer<typeof takeBackAnswer>

export const billerRequest = z.strictObject({
  biller: z.enum(billers),
  effectiveAt: timestamp.optional(),
  welcomeCredit: amountFromZero.optional(),
})

export const billerAnswer = z.object({
  org: z.string(),
  biller: z.enum(billers),
  effectiveAt: z.iso.datetime(),
  switched: z.boolean(),
  welcome: z.object({ grant: z.string(), asset: z.string(), amount: z.string() }).nullable(),
})
export type BillerAnswer = z.infer<typeof billerAnswer>

/** What one document unit holds, and the least that a document counts (M7). */
export const unitPolicy = z.strictObject({
  pagesPerUnit: z.int().min(1).max(1_000_000),
  bytesPerUnit: z.int().min(1).max(1_099_511_627_776),
  minimumUnits: z.int().min(0).max(1_000_000),
})

const tier = z.enum(['base', 'pro', 'pro_plus', 'pro_plus_plus', 'custom'])

/** What of an org's funding changes; what is left out stays. */
export const fundingRequest = z
  .strictObject({
    spendCap: amountFromZero.nullable(),
    freeCredit: z.boolean(),
    subscribed: z.boolean(),
    maxDiskMb: z.int().min(1).max(1_000_000_000),
    tier,
    concurrency: z.int().min(0).max(1_000_000).nullable(),
    cell: cellName.nullable(),
    unitPolicy,
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'must name something to change')
  .refine(({ tier: to, concurrency = null }) => to === undefined || to === 'custom' || concurrency === null, {
    path: ['concurrency'],
    message: 'is of the tier custom alone',
  })

export const fundingSettings = z.object({
  spendCap: z.string().nullable(),
  freeCredit: z.boolean(),
  subscribed: z.boolean(),
  card: z.boolean(),
  tier,
  concurrency: z.int(),
  maxDiskMb: z.int(),
  cell: z.string().nullable(),
  unitPolicy: z.object({ pagesPerUnit: z.int(), bytesPerUnit: z.int(), minimumUnits: z.int() }),
})
export type FundingSettings = z.infer<typeof fundingSettings>

export const fundingSettingsAnswer = z.object({ org: z.string(), settings: fundingSettings })
export type FundingSettingsAnswer = z.infer<typeof fundingSettingsAnswer>

const units = z.object({ unit: z.string(), remaining: z.string(), held: z.string() })

export const fundingGate = z.object({
  allowed: z.boolean(),
  halted: z.boolean(),
  reason: z.string().nullable(),
  message: z.string().nullable(),
  remaining: z.string().nullable(),
  held: z.string(),
  units: units.nullable(),
  limits: gateLimits,
})
export type FundingGate = z.infer<typeof fundingGate>

export const grantItem = z.object({
  grant: z.string(),
  origin: z.enum(origins),
  asset: z.string(),
  state: z.enum(['open', 'used_up', 'expired', 'taken_back']),
  priority: z.int(),
  grantedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  granted: z.string(),
  remaining: z.string(),
  held: z.string(),
  used: z.string(),
  expired: z.string(),
  refunded: z.string(),
})
export type GrantItem = z.infer<typeof grantItem>

export const quotaWeekItem = z.object({
  week: z.string(),
  plan: z.string(),
  version: z.int(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  quota: z.string(),
  used: z.string(),
  held: z.string(),
  percent: z.int(),
})
export type QuotaWeekItem = z.infer<typeof quotaWeekItem>

/** Usage that waits to be paid: what of it is not paid yet, and how much funds are missing for it. */
export const waitingUsageItem = z.object({
  count: z.int(),
  amount: z.string(),
  missing: z.string(),
  oldestAt: z.iso.datetime(),
  meters: z.array(z.object({ meter: z.string(), count: z.int(), amount: z.string() })),
})
export type WaitingUsageItem = z.infer<typeof waitingUsageItem>

/** What an org is funded by, and what that means at the gate. */
export const fundingAnswer = z.object({
  org: z.string(),
  currency: z.string(),
  biller: z.enum(billers),
  since: z.iso.datetime().nullable(),
  comingSwitches: z.array(z.object({ biller: z.enum(billers), effectiveAt: z.iso.datetime() })),
  gate: fundingGate,
  waiting: waitingUsageItem.nullable(),
  grants: z.array(grantItem),
  spend: z.object({ month: z.string(), cap: z.string().nullable(), spent: z.string(), held: z.string() }),
  week: quotaWeekItem.nullable(),
  settings: fundingSettings,
})
export type FundingAnswer = z.infer<typeof fundingAnswer>

/** A page of the ledger: entries before a sequence, newest first. */
export const ledgerQuery = z.strictObject({
  before: z
    .string()
    .regex(/^[1-9]\d{0,17}$/, 'must be the sequence of an entry')
    .optional(),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, 'must be a whole number')
    .default('50')
    .transform(Number)
    .refine((limit) => limit <= 500, 'must be at most 500'),
})

export const ledgerItem = z.object({
  sequence: z.string(),
  kind: z.enum(entryKinds),
  grant: z.string(),
  asset: z.string(),
  amount: z.string(),
  reference: z.string(),
  note: z.string(),
  occurredAt: z.iso.datetime(),
})
export type LedgerItem = z.infer<typeof ledgerItem>

export const ledgerAnswer = z.object({
  org: z.string(),
  entries: z.array(ledgerItem),
  next: z.string().nullable(),
})
export type LedgerAnswer = z.infer<typeof ledgerAnswer>
