import { z } from 'zod'
import { scopes } from '@/lib/core/access/permit'
import { isIban } from '@/lib/core/invoices/iban'
import { civilDay, decimalPrice, meterName, orgSlug, packageName } from './common'

const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !/\p{Cc}/u.test(text), 'must be one line of text')
const optionalEmail = z.union([z.literal(''), z.email().max(254)])

/** A party as printed on documents; field lengths are those of the Swiss QR-bill. */
export const partyInput = z.strictObject({
  name: line(70),
  street: line(70),
  buildingNumber: line(16),
  postalCode: line(16),
  town: line(35),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as CH'),
  vatNumber: line(30),
  email: optionalEmail,
})

/** The seller: a party and where to pay. Spaces in the IBAN are taken out. */
export const sellerInput = partyInput.extend({
  iban: z
    .string()
    .transform((text) => text.replace(/\s/g, '').toUpperCase())
    .refine((text) => text === '' || isIban(text), 'is no valid IBAN'),
})

export const billingConfigInput = z.strictObject({
  buyer: partyInput,
  language: z.enum(['en', 'de', 'fr', 'it']),
  zone: z.string().min(1).max(64),
  priceBook: z.string().min(1).max(64),
  treatment: z.enum(['domestic', 'export', 'reverse_charge', 'exempt']),
  payBy: z.enum(['card', 'invoice']),
  termsDays: z.number().int().min(0).max(365),
})

export const createOrgInput = z.strictObject({ org: orgSlug, name: line(70).min(1), config: billingConfigInput })
export const saveOrgInput = createOrgInput.extend({ expected: z.number().int().min(1) })

export const setMemberInput = z.strictObject({
  org: orgSlug,
  email: z.email(),
  role: z.enum(['owner', 'billing', 'member']),
})
export const removeMemberInput = z.strictObject({ org: orgSlug, userId: z.string().min(1).max(64) })

const distinct = <Item>(of: (item: Item) => string, what: string) => ({
  check: (items: readonly Item[]) => new Set(items.map(of)).size === items.length,
  message: `each ${what} may be listed once`,
})
const oneSkill = distinct((item: { skill: string }) => item.skill, 'skill')
const oneMeter = distinct((item: { meter: string }) => item.meter, 'meter')

export const publishPricesInput = z.strictObject({
  book: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -'),
  currency: z.enum(['CHF', 'EUR', 'USD']),
  expected: z.number().int().min(0),
  prices: z.strictObject({
    effectiveOn: civilDay,
    note: line(200),
    monthlyFee: decimalPrice(2),
    setupFee: decimalPrice(2),
    skills: z
      .array(z.strictObject({ skill: packageName, pricePerDay: decimalPrice(12) }))
      .max(500)
      .refine(oneSkill.check, oneSkill.message),
    meters: z
      .array(z.strictObject({ meter: meterName, unit: line(32).min(1), pricePerUnit: decimalPrice(12) }))
      .max(500)
      .refine(oneMeter.check, oneMeter.message),
  }),
})

export const createApiKeyInput = z.strictObject({
  name: line(70).min(1),
  scopes: z.array(z.enum(scopes)).min(1, 'choose at least one'),
  org: orgSlug.nullable(),
})
export const revokeApiKeyInput = z.strictObject({ keyId: z.string().min(1).max(64) })
