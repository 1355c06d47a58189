import { z } from 'zod'
import { mostCharacters } from '@/lib/core/text/most-characters'
import { civilDay, decimalPrice, line, meterName, packageName, versionShown } from './common'

const distinct = <Item>(of: (item: Item) => string, what: string) => ({
  check: (items: readonly Item[]) => new Set(items.map(of)).size === items.length,
  message: `each ${what} may be listed once`,
})
const oneSkill = distinct((item: { name: string }) => item.name, 'skill')
const oneMeter = distinct((item: { meter: string }) => item.meter, 'meter')

const bookName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: a-z, 0-9 and -')
/**
 * The form of a draft: `expected` is the version of the draft that was on the screen, 0 where there was none;
 * `baseVersion` the version of the book that it follows, 0 for a new book.
 */
export const saveDraftInput = z
  .strictObject({
    book: bookName,
    currency: z.enum(['CHF', 'EUR', 'USD']),
    expected: versionShown,
    baseVersion: versionShown,
    effectiveFrom: civilDay,
    note: line(200),
    monthlyFee: decimalPrice(2),
    setupFee: decimalPrice(2),
    skills: z
      .array(z.strictObject({ name: packageName, pricePerDay: decimalPrice(12) }))
      .max(500)
      .refine(oneSkill.check, oneSkill.message),
    meters: z
      .array(z.strictObject({ meter: meterName, unit: line(mostCharacters.unit).min(1), price: decimalPrice(12) }))
      .max(500)
      .refine(oneMeter.check, oneMeter.message),
  })
  .transform(({ effectiveFrom, skills, meters, monthlyFee, setupFee, ...draft }) => ({
    ...draft,
    effectiveOn: effectiveFrom,
    prices: {
      monthlyFee,
      setupFee,
      skills: skills.map(({ name, pricePerDay }) => ({ skill: name, pricePerDay })),
      meters: meters.map(({ price, ...meter }) => ({ ...meter, pricePerUnit: price })),
    },
  }))

/** A draft as it was on the screen. */
export const draftAskedInput = z.strictObject({ book: bookName, version: versionShown })
